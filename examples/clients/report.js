// A reporter for node --test: every failure, and how many tests passed and failed.
export default async function* report(events) {
  const counts = { "test:pass": 0, "test:fail": 0 };
  for await (const { type, data } of events) {
    if (type === "test:diagnostic" && data.nesting === 0 && data.file) {
      yield `${data.message}\n`;
    }
    if (!(type in counts) || data.details.type === "suite") {
      continue;
    }
    counts[type]++;
    if (type === "test:fail") {
      yield `not ok: ${data.name}\n${data.details.error.cause?.stack ?? data.details.error}\n`;
    } else if (data.nesting === 0) {
      yield `ok: ${data.name}\n`;
    }
  }
  yield `${counts["test:pass"]} passed, ${counts["test:fail"]} failed\n`;
}
