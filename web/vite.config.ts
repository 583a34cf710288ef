import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

import { compressed } from './build/compressed.ts';
import { limitFirstView } from './build/firstView.ts';

export default defineConfig({
  plugins: [react(), limitFirstView(250_000), compressed()],
  build: {
    // The content security policy allows no data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ['index.html', 'graphiql.html'],
      // GraphiQL's files contain directives for the React compiler, which Rolldown ignores.
      onwarn: (warning, warn) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || warn(warning),
    },
    // Monaco, the editor of GraphiQL, is one large chunk; limitFirstView guards the rest.
    chunkSizeWarningLimit: 8_000,
  },
  server: {
    proxy: {
      '/graphql': 'http://localhost:8080',
      '/csv': 'http://localhost:8080',
      '/examples.json': 'http://localhost:8080',
    },
  },
});
