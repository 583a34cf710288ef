// Takes the pictures of docs/screenshots: each page, as on a desk and on a
// phone, in both languages.
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { launch, visit, type Language } from '../support/browser.ts';
import { pages } from '../support/pages.ts';

const folder = '../docs/screenshots';
const graphiql = `/graphiql?query=${encodeURIComponent('{ province(slug: "quang-nam") { name mergedInto { name } mergedOn } }')}`;
const screens = { desktop: { width: 1280, height: 960 }, phone: { width: 360, height: 1200 } };
const languages: Language[] = ['vi', 'en'];

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
  await mkdir(folder, { recursive: true });
  const known = shots.map(file);
  const stale = (await readdir(folder)).filter((name) => !known.includes(name));
  await Promise.all(stale.map((name) => rm(`${folder}/${name}`)));
});
afterAll(() => browser.close());

const shots = Object.entries({ ...pages, graphiql }).flatMap(([name, path]) =>
  Object.entries(screens).flatMap(([screen, viewport]) =>
    languages.map((language) => ({ name, path, screen, viewport, language })),
  ),
);

function file({ name, screen, language }: Pick<(typeof shots)[number], 'name' | 'screen' | 'language'>): string {
  return `${name}-${screen}-${language}.webp`;
}

test.each(shots)('$name $screen $language', async ({ name, path, screen, viewport, language }) => {
  const { page, clean } = await visit(browser, path, language, { viewport });
  if (name === 'source') await page.getByRole('dialog').locator('.facts').waitFor();
  if (name === 'graphiql') await run(page);
  const picture = await webp(page);
  expect(picture.length).toBeLessThan(150_000);
  await writeFile(`${folder}/${file({ name, screen, language })}`, picture);
  await clean();
});

async function run(page: Page) {
  await page.getByRole('button', { name: /Execute query/ }).click();
  await page.locator('.graphiql-response .view-lines', { hasText: 'data' }).waitFor();
}

// webp pictures are a third of the size of others.
async function webp(page: Page): Promise<Buffer> {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 75 });
  return Buffer.from(data, 'base64');
}
