// Runs the audit of GraphQL over HTTP and every example client against a server, and
// compares what the clients print with what the API answers.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { startServer } from "./server.js";

const directory = fileURLToPath(new URL(".", import.meta.url));

let server;
before(async () => (server = await startServer()));
after(() => server.stop());

/** Runs a program in a directory of this package, and returns its output. */
async function run(folder, program, ...args) {
  const { PATH } = process.env;
  const { stdout } = await promisify(execFile)(program, args, {
    cwd: `${directory}/${folder}`,
    env: { ...process.env, PATH: `${directory}/node_modules/.bin:${PATH}`, API_URL: server.url },
    timeout: 120_000,
  });
  return stdout;
}

async function ask(query) {
  const response = await fetch(server.url, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = await response.json();
  assert.equal(errors, undefined);
  return data;
}

const lines = (text) => text.trimEnd().split("\n");

const sides = `left: { province: "binh-dinh", year: 2024 }, right: { province: "quang-nam", year: 2024 }`;

/** The line that a client prints after reading all targets of a plan year in pages of 20. */
async function pagesLine(province) {
  const { targets } = await ask(`{ targets(where: { province: "${province}", year: 2024 }) { totalCount } }`);
  assert.ok(targets.totalCount > 20, "more than a page");
  return `${targets.totalCount} of ${targets.totalCount} targets in ${Math.ceil(targets.totalCount / 20)} pages`;
}

async function targetLine() {
  const { node } = await ask(`{ node(id: "binh-dinh/2024/target/3.1") { id ... on Target { wording measures { id } } } }`);
  return `${node.id}: ${node.wording}; ${node.measures.length} measure`;
}

test("audit of GraphQL over HTTP", async (t) => {
  t.diagnostic((await run(".", "node", "contract/audit.js", server.url)).trimEnd());
});

test("curl", async () => {
  const [byPost, byGet, status, byHash] = lines(await run("curl", "./compare.sh"));
  const data = await ask(`{ compare(${sides}) { summary { verdicts { verdict count } } } }`);
  for (const answer of [byPost, byGet, byHash]) {
    assert.deepEqual(JSON.parse(answer), { data });
  }
  assert.equal(status, "304");
});

test("python", async () => {
  const printed = lines(await run("python", "python3", "compare_csv.py", "binh-dinh/2024", "quang-nam/2024"));
  const { compare } = await ask(`{ compare(${sides}) { targets { indicator { code } measures { level } } } }`);
  const expected = compare.targets.flatMap(({ indicator, measures }) => measures.map(({ level }) => [indicator.code, level]));
  assert.equal(printed.length, 1 + expected.length);

  const row = printed.find((line) => line.startsWith("government.work_files_online,") && line.includes(",COMMUNE,"));
  assert.match(row, /,RIGHT_STRICTER,5,REACH,60,,PERCENT,binh-dinh-2024-plan,52,MORE_THAN,65,,PERCENT,quang-nam-2024-plan,308\r?$/);
});

test("typescript", async () => {
  await run(".", "graphql-codegen", "--config", "typescript/codegen.json");
  await run("typescript", "tsc", "--noEmit");
  await run("typescript", "tsc");
  const printed = lines(await run("typescript", "node", "build/main.js"));
  const { compare } = await ask(`{ compare(${sides}) { targets(verdict: RIGHT_STRICTER) {
    indicator { nameEn } measures { level difference left { value } right { value } }
  } } }`);
  assert.deepEqual(
    printed,
    compare.targets.flatMap(({ indicator, measures }) =>
      measures.map((m) => `${indicator.nameEn}, ${m.level}: ${m.left.value} and ${m.right.value}, ${m.difference} apart`),
    ),
  );
});

test("apollo", async () => {
  const printed = lines(await run("apollo", "node", "main.js"));
  // One line for the target: the two queries filled one entry of the cache.
  assert.deepEqual(printed, [`Target:${await targetLine()}`, await pagesLine("binh-dinh")]);
});

test("urql", async () => {
  const printed = lines(await run("urql", "node", "main.js"));
  const { targets } = await ask(`{ targets(first: 1, where: { province: "quang-nam", year: 2024 }) { nodes { id wording } } }`);
  const [{ id, wording }] = targets.nodes;
  assert.deepEqual(printed, [`${id}: ${wording}; 0 further requests`, await pagesLine("quang-nam")]);
});

test("relay", async () => {
  await run("relay", "relay-compiler", "--validate");
  const printed = lines(await run("relay", "node", "main.js"));
  assert.deepEqual(printed, [await targetLine(), await pagesLine("quang-nam")]);
});

test("go", async () => {
  const generated = () => readFile(`${directory}/go/generated.go`, "utf8");
  const committed = await generated();
  await run("go", "go", "generate", "./...");
  assert.equal(await generated(), committed, "generated.go is stale; commit what go generate writes");

  const printed = lines(await run("go", "go", "run", "."));
  const { progress } = await ask(`{ progress(province: "binh-dinh", year: 2024) { targets(status: NOT_MET) {
    target { id } indicator { nameEn } measures { status distance }
  } } }`);
  const missed = progress.targets.flatMap(({ target, indicator, measures }) =>
    measures
      .filter(({ status, distance }) => status === "NOT_MET" && distance !== null)
      .map(({ distance }) => `${target.id}: ${indicator.nameEn}, distance ${distance}`),
  );
  assert.ok(missed.length > 0);
  assert.deepEqual(printed, [...missed, await pagesLine("quang-nam")]);
});
