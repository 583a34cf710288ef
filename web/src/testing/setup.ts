// Runs before the component tests of each file.
import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

configure({ asyncUtilTimeout: 30_000 }); // the machine may be busy

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});
