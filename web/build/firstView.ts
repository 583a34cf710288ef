import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

// limitFirstView fails the build when the files that a browser needs for the first page
// are larger than a number of bytes, compressed.
export function limitFirstView(limit: number): Plugin {
  return {
    name: 'limit-first-view',
    apply: 'build',
    enforce: 'post',
    writeBundle(_options, bundle) {
      const files = neededBy('index.html', bundle);
      const size = files.reduce((sum, file) => sum + compressedSize(bundle[file]!), 0);
      this.info(`first view: ${size} bytes compressed in ${files.length} files, ${limit} allowed`);
      if (size > limit) this.error(`the first view takes ${size} bytes compressed, more than ${limit}`);
    },
  };
}

// neededBy lists a page, the scripts that it imports statically, and their styles.
function neededBy(page: string, bundle: Rolldown.OutputBundle): string[] {
  const found = new Set([page]);
  const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.facadeModuleId?.endsWith(page));
  const add = (name: string) => {
    const file = bundle[name];
    if (found.has(name) || file?.type !== 'chunk') return;
    found.add(name);
    file.viteMetadata?.importedCss.forEach((style) => found.add(style));
    file.imports.forEach(add);
  };
  if (entry) add(entry.fileName);
  return [...found];
}

function compressedSize(file: Rolldown.OutputAsset | Rolldown.OutputChunk): number {
  return gzipSync(file.type === 'chunk' ? file.code : file.source, { level: 9 }).length;
}
