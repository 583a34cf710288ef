import { defineConfig } from 'vitest/config';

// One server, started anew for a run, and one browser page after the other.
const browser = {
  globalSetup: 'test/support/server.ts',
  fileParallelism: false,
  testTimeout: 60_000,
  hookTimeout: 60_000,
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
