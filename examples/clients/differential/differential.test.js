// Sends the same requests to the server and to graphql-js, and compares the answers:
// whether there is one or at which stage the request is refused, the data with its
// order, and where errors are.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { startServer } from "../server.js";
import { exceptions } from "./exceptions.js";
import { generate } from "./generate.js";
import { handwritten } from "./handwritten.js";
import { Oracle } from "./oracle.js";

const generated = 2000;
const seed = 13;

// The oracle's documents have an alias for every field.
const limits = { MAX_ALIASES: "5000", MAX_FIELDS: "5000", MAX_SPREADS: "5000" };

let server, oracle;
before(async () => {
  const sdl = await readFile(new URL("../../../schema.graphql", import.meta.url), "utf8");
  server = await startServer(limits);
  oracle = new Oracle(sdl, (query) => post(JSON.stringify({ query })));
});
after(() => server.stop());

async function post(body) {
  const response = await fetch(server.url, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json" },
    body,
  });
  return response.json();
}

/** The server's answer, in the form of the oracle's. */
async function answerOf({ query, variables, operationName }) {
  const name = operationName === undefined ? "" : `,"operationName":${JSON.stringify(operationName)}`;
  const answer = await post(`{"query":${JSON.stringify(query)},"variables":${variables}${name}}`);
  if ("data" in answer) {
    return answer;
  }
  return { refused: answer.errors[0].extensions?.variable ? "variables" : "document", errors: answer.errors };
}

const paths = ({ errors = [] }) => errors.map(({ path }) => path?.join(".")).sort();
const locationsOf = ({ errors }) => errors.flatMap(({ locations = [] }) => locations.map(({ line, column }) => `${line}:${column}`));

/** The kind of difference between two answers; undefined if they are the same. */
function difference(ours, theirs) {
  if (ours.errors?.some(({ extensions }) => extensions?.code === "INTERNAL")) {
    return "failure";
  }
  if (ours.refused || theirs.refused) {
    // graphql-js does not count a missing operation as an error of the document.
    const stage = theirs.refused === "operation" ? "document" : theirs.refused;
    if (ours.refused !== stage) {
      return "verdict";
    }
    const allowed = locationsOf(theirs);
    return allowed.length > 0 && !allowed.includes(locationsOf({ errors: [ours.errors[0]] })[0]) ? "location" : undefined;
  }
  if (JSON.stringify(ours.data) !== JSON.stringify(theirs.data)) {
    return "data";
  }
  return JSON.stringify(paths(ours)) === JSON.stringify(paths(theirs)) ? undefined : "error paths";
}

const shorten = (value) => JSON.stringify(value)?.slice(0, 600);

/** Compares the answers to all requests, a few at a time. */
async function compareAll(requests) {
  const counts = { asked: requests.length, executed: 0, failed: 0, document: 0, operation: 0, variables: 0, unasked: 0, excepted: {} };
  const differences = [];
  const queue = requests.values();
  const work = async () => {
    for (const request of queue) {
      const theirs = await oracle.answer({ ...request, variables: JSON.parse(request.variables) });
      const ours = await answerOf(request);
      counts[theirs.unasked ?? theirs.refused ?? (theirs.errors ? "failed" : "executed")]++;
      const differs = theirs.unasked ?? difference(ours, theirs);
      if (!differs) {
        continue;
      }
      const reason = Object.keys(exceptions).find((name) => exceptions[name]({ request, ours, theirs, differs }));
      if (reason) {
        counts.excepted[reason] = (counts.excepted[reason] ?? 0) + 1;
      } else if (!theirs.unasked) {
        differences.push(`${differs}: ${JSON.stringify(request)}\n  server:     ${shorten(ours)}\n  graphql-js: ${shorten(theirs)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  return { counts, differences };
}

test("the server answers as graphql-js does", async (t) => {
  const known = await knownValues();
  const { counts, differences } = await compareAll([...handwritten, ...generate(oracle.schema, known, seed, generated)]);
  const excepted = Object.values(counts.excepted).reduce((sum, n) => sum + n, 0);
  t.diagnostic(
    `${counts.asked} requests: ${counts.executed} answered, ${counts.failed} with errors, ${counts.document} refused for their document, ` +
      `${counts.operation} for their operation, ${counts.variables} for their variables; ${excepted} excepted, ${counts.unasked} not compared`,
  );
  assert.equal(differences.length, 0, `${differences.length} differences, among them\n${differences.slice(0, 10).join("\n")}`);
  assert.ok(counts.unasked < counts.asked / 100, `${counts.unasked} were not compared`);
  for (const kind of ["executed", "failed", "document", "variables"]) {
    assert.ok(counts[kind] >= 100, `only ${counts[kind]} of ${kind}`);
  }
  const unused = Object.keys(exceptions).filter((reason) => !counts.excepted[reason]);
  assert.deepEqual(unused, [], "exceptions that nothing needs");
});

/** Values that name existing records, and some that do not, by argument. */
async function knownValues() {
  const { data } = await post(
    JSON.stringify({
      query: `{
        provinces(first: 20) { nodes { slug } } indicators(first: 40) { nodes { code } } documents(first: 20) { nodes { slug } }
        targets(first: 40) { nodes { id } } tasks(first: 10) { nodes { id } }
      }`,
    }),
  );
  const province = data.provinces.nodes.map(({ slug }) => slug).concat("nowhere");
  const indicator = data.indicators.nodes.map(({ code }) => code).concat("none");
  const ids = [...data.targets.nodes, ...data.tasks.nodes].map(({ id }) => id).concat("binh-dinh/2024", "x");
  const document = data.documents.nodes.map(({ slug }) => slug);
  return {
    province, indicator, document, ids, id: ids, code: indicator, indicators: indicator,
    text: ["chữ ký số", "binh dinh", "411/qd-ttg", "số"], after: ["x", "eyJrIjoiYSJ9"], before: ["eyJrIjoienp6In0"],
  };
}
