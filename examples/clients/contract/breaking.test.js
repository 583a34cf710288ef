import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { breakingChanges } from "./breaking.js";

const read = (path) => readFile(new URL(path, import.meta.url), "utf8");

test("schema.graphql breaks no client of the last release", async () => {
  const found = await breakingChanges(await read("released.graphql"), await read("../../../schema.graphql"));
  assert.deepEqual(found, [], "deprecate first, release that (make release-schema), remove then");
});

const released = `
  type Query {
    province(slug: String!, year: Int): Province!
    node(id: ID!): Node
    provinces(where: Where): [Province!]!
  }
  interface Node { id: ID! }
  type Province implements Node {
    id: ID!
    name: String!
    code: String
    area: Float @deprecated(reason: "Use size.")
    kind: Kind
  }
  enum Kind { CITY RURAL TOWN @deprecated(reason: "Use CITY.") }
  input Where { name: String region: String @deprecated(reason: "Use name.") }
  type Old implements Node { id: ID! }
`;

const broken = {
  "a field is removed": ["code: String", "", "Field 'code' was removed from object type 'Province'"],
  "a field's type is changed": ["code: String", "code: Int", "Field 'Province.code' changed type from 'String' to 'Int'"],
  "a field may be null now": ["name: String!", "name: String", "Field 'Province.name' changed type from 'String!' to 'String'"],
  "an argument is removed": [", year: Int", "", "Argument 'year: Int' was removed from field 'Query.province'"],
  "an argument is required now": ["year: Int", "year: Int!", "Type for argument 'year' on field 'Query.province' changed from 'Int' to 'Int!'"],
  "a new argument is required": ["year: Int", "year: Int, month: Int!", "Argument 'month: Int!' added to field 'Query.province'"],
  "a new input field is required": ["input Where {", "input Where { code: String!", "Input field 'code' of type 'String!' was added to input object type 'Where'"],
  "an enum value is removed": ["RURAL", "", "Enum value 'RURAL' was removed from enum 'Kind'"],
  "a type leaves an interface": ["Province implements Node", "Province", "'Province' object type no longer implements 'Node' interface"],
  "a possible type is removed": ["type Old implements Node { id: ID! }", "", "Type 'Old' was removed"],
};

for (const [name, [from, to, message]] of Object.entries(broken)) {
  test(`breaks clients: ${name}`, async () => {
    assert.deepEqual(await breakingChanges(released, change(from, to)), [message]);
  });
}

const kept = {
  "nothing is changed": ["", ""],
  "a deprecated field is removed": ['area: Float @deprecated(reason: "Use size.")', ""],
  "a deprecated enum value is removed": ['TOWN @deprecated(reason: "Use CITY.")', ""],
  "a deprecated input field is removed": ['region: String @deprecated(reason: "Use name.")', ""],
  "a field is deprecated": ["code: String", 'code: String @deprecated(reason: "Use id.")'],
  "a field is added": ["code: String", "code: String size: Float"],
  "a field is never null now": ["code: String", "code: String!"],
  "an optional argument is added": ["year: Int", "year: Int, month: Int"],
  "a type is added": ["interface Node", "type New implements Node { id: ID! } interface Node"],
  "a description is changed": ["code: String", '"The code." code: String'],
};

for (const [name, [from, to]] of Object.entries(kept)) {
  test(`breaks nobody: ${name}`, async () => {
    assert.deepEqual(await breakingChanges(released, change(from, to)), []);
  });
}

function change(from, to) {
  assert.ok(released.includes(from), `the released schema has no ${from}`);
  return released.replace(from, to);
}
