import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const compressible = new Set(['.css', '.html', '.js', '.json', '.svg', '.ttf']);

// compressed replaces the built files by their gzip form, which the server embeds and
// sends. The server unpacks them for the rare client without gzip.
export function compressed(): Plugin {
  let out = '';
  return {
    name: 'compressed',
    apply: 'build',
    configResolved(config) {
      out = config.build.outDir;
    },
    async closeBundle() {
      const files = await readdir(out, { recursive: true });
      for (const file of files.filter((name) => compressible.has(extname(name)))) await replace(join(out, file));
    },
  };
}

async function replace(path: string) {
  await writeFile(`${path}.gz`, await promisify(gzip)(await readFile(path), { level: 9 }));
  await rm(path);
}
