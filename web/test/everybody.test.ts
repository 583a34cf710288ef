// Every page for everybody: both colour schemes, both languages, 360 pixels.
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { launch, visit } from './support/browser.ts';
import { pages } from './support/pages.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const readers = [
  { colorScheme: 'light', language: 'vi' },
  { colorScheme: 'dark', language: 'en' },
] as const;

describe.each(readers)('$language in $colorScheme colours', ({ colorScheme, language }) => {
  test.each(Object.entries({ ...pages, graphiql: '/graphiql' }))('%s', async (_name, path) => {
    const { page, clean } = await visit(browser, path, language, { colorScheme });
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<axe.AxeResults>('axe.run()');
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect.soft(serious.map(({ id, nodes }) => [id, nodes.slice(0, 5).map(({ html }) => html)])).toEqual([]);

    await page.setViewportSize({ width: 360, height: 780 });
    const [needed, there] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(needed).toBeLessThanOrEqual(there!);
    await clean();
  });
});
