// Runs the server for tests: on a free port, with a private database of the shipped
// dataset.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const binary = fileURLToPath(new URL("../../bin/server", import.meta.url));

/** Starts bin/server with additional settings. Returns the API's url and a function stop. */
export async function startServer(settings = {}) {
  const server = spawn(binary, [], {
    env: { PATH: process.env.PATH, ADDR: "127.0.0.1:0", ...settings },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", resolve);
  });
  const stop = () => {
    server.kill();
    return ended;
  };
  for await (const line of createInterface({ input: server.stdout })) {
    const url = line.match(/http:\S+\/graphql/)?.[0];
    if (url) {
      return { url, stop };
    }
  }
  throw new Error("the server ended before it answered");
}
