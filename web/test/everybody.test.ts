// Every page for everybody: both colour schemes, both languages, 360 pixels.
import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { launch, visit, type Language } from './support/browser.ts';
import { pages } from './support/pages.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const everywhere = Object.entries({ ...pages, graphiql: '/graphiql' });

describe.each(['light', 'dark'] as const)('in %s colours', (colorScheme) => {
  test.each(everywhere)('axe finds nothing serious on %s', async (_name, path) => {
    const { page, clean } = await visit(browser, path, colorScheme === 'light' ? 'vi' : 'en', { colorScheme });
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate<axe.AxeResults>('axe.run()');
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => [id, nodes.slice(0, 5).map(({ html }) => html)])).toEqual([]);
    await clean();
  });
});

describe.each(['vi', 'en'] as Language[])('in %s', (language) => {
  test.each(Object.entries(pages))('%s fits a screen of 360 pixels', async (_name, path) => {
    const { page, clean } = await visit(browser, path, language, { viewport: { width: 360, height: 780 } });
    const [needed, there] = await page.evaluate(() => [
      document.documentElement.scrollWidth,
      document.documentElement.clientWidth,
    ]);
    expect(needed).toBeLessThanOrEqual(there!);
    await clean();
  });
});
