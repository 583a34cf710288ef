import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { pages } from '../test/support/pages.ts';
import { routes } from './routes.ts';

const paths = routes.map(({ path }) => path);

test('the server serves every route of the app and no other', () => {
  const [, list] = /^var pages = \[\]string\{(.*?)^\}/ms.exec(readFileSync('web.go', 'utf8'))!;
  const served = [...list!.matchAll(/"(\/.*?)"/g)].map(([, pattern]) => pattern!.replace('{$}', ''));
  expect(served.sort()).toEqual(paths.toSorted());
});

test('the browser tests visit every route', () => {
  const visited = new Set(Object.values(pages).map((address) => address.split('?')[0]));
  expect([...visited].sort()).toEqual(paths.toSorted());
});
