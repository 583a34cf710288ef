import { defineConfig } from 'vitest/config';

// A run starts one server, and a browser for each of two files at a time.
const browser = {
  globalSetup: 'test/support/server.ts',
  maxWorkers: 2,
  testTimeout: 60_000,
  hookTimeout: 60_000,
  // A busy machine takes longer to show something than the one second of vitest.
  expect: { poll: { timeout: 30_000 } },
};

const component = {
  environment: 'happy-dom',
  setupFiles: 'src/testing/setup.ts',
  testTimeout: 60_000,
};

export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['src/**/*.test.ts'] } },
      { test: { name: 'component', include: ['src/**/*.test.tsx'], ...component } },
      { test: { name: 'browser', include: ['test/*.test.ts'], ...browser } },
      { test: { name: 'screenshots', include: ['test/screenshots/*.ts'], ...browser } },
    ],
  },
});
