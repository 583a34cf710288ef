import { defineConfig, globalIgnores } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import typescript from 'typescript-eslint';

export default defineConfig(
  globalIgnores(['dist', 'src/api/generated.ts']),
  typescript.configs.recommended,
  { files: ['src/**/*.{ts,tsx}'], extends: [reactHooks.configs.flat.recommended] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
);
