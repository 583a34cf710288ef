// Every page with something on it, by the name of its pictures in docs/screenshots.
import { routes, type Path } from '../../src/routes.ts';

export const trajectory = '/trajectory?province=binh-dinh&indicator=society.adult_smartphone';

// Some pages show nothing until the address says what.
const addresses: Partial<Record<Path, string>> = {
  '/trajectory': trajectory,
  '/search': '/search?text=ch%E1%BB%AF+k%C3%BD+s%E1%BB%91',
};

export const pages: Record<string, string> = {
  ...Object.fromEntries(routes.map(({ path }) => [path.slice(1) || 'compare', addresses[path] ?? path])),
  source: '/?source=binh-dinh/2024/target/3.1/measure/1',
};
