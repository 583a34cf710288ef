import { defineConfig } from 'vitest/config';

// One server, started anew for a run, and a browser for each of two files at a time.
const browser = {
  globalSetup: 'test/support/server.ts',
  maxWorkers: 2,
  testTimeout: 60_000,
  hookTimeout: 60_000,
  retry: 1, // a busy machine is no fault of a page; a fault fails twice
};

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['src/**/*.test.ts'] } },
      { test: { name: 'browser', include: ['test/*.test.ts'], ...browser } },
      { test: { name: 'screenshots', include: ['test/screenshots/*.ts'], ...browser } },
    ],
  },
});
