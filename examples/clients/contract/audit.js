// Audits a running server with graphql-http's checks of the specification GraphQL
// over HTTP, and fails unless every check passes: node contract/audit.js URL
import { auditServer } from "graphql-http";

const url = process.argv[2];
if (!url) {
  console.error("usage: node contract/audit.js URL");
  process.exit(2);
}

const results = await auditServer({ url });
const counts = { ok: 0, notice: 0, warn: 0, error: 0 };
for (const result of results) {
  counts[result.status]++;
  if (result.status !== "ok") {
    console.log(`${result.status}: ${result.id} ${result.name}: ${result.reason}`);
  }
}
console.log(`${counts.ok} passed, ${counts.error} errors, ${counts.warn} warnings, ${counts.notice} notices`);
process.exitCode = counts.ok > 0 && counts.ok === results.length ? 0 : 1;
