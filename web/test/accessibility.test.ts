// Every page is accessible in both colour schemes and languages, and fits 360 pixels.
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { launch, settled, visit } from './support/browser.ts';
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

// serious lists the serious and critical violations that axe finds.
async function serious(page: Page, options: axe.RunOptions) {
  await page.evaluate(axe.source);
  const asked = JSON.stringify({ resultTypes: ['violations'], ...options });
  const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(${asked})`);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => [id, nodes.slice(0, 5).map(({ html }) => html)]);
}

// The page's own width excludes the space that is reserved for a scroll bar.
const beyondTheEdge = 'document.documentElement.scrollWidth - document.documentElement.getBoundingClientRect().width';

async function reopened(page: Page) {
  await page.reload();
  await settled(page);
}

describe.each(readers)('$language in $colorScheme colours', ({ colorScheme, language }) => {
  test.each(Object.entries({ ...pages, graphiql: '/graphiql' }))('%s', async (name, path) => {
    const { page, clean } = await visit(browser, path, language, { colorScheme });
    expect.soft(await serious(page, {})).toEqual([]);
    // Nothing but contrast depends on the colours.
    await page.emulateMedia({ colorScheme: colorScheme === 'light' ? 'dark' : 'light' });
    if (name === 'graphiql') await reopened(page); // its editor chooses its colours once
    expect.soft(await serious(page, { runOnly: ['color-contrast'] })).toEqual([]);

    await page.setViewportSize({ width: 360, height: 780 });
    await page.locator('details').evaluateAll((all) => all.forEach((one) => ((one as HTMLDetailsElement).open = true)));
    await expect.poll(() => page.evaluate(beyondTheEdge)).toBeLessThanOrEqual(0);
    await clean();
  });
});
