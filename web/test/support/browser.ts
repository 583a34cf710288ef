// Opens pages of the server in Debian's Chromium and records what goes wrong.
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';

export const origin = inject('origin');

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export interface Visit {
  page: Page;
  // clean fails when the page logged an error, threw one, broke the content
  // policy, or asked another host for anything; then it closes the page.
  clean(): Promise<void>;
}

export type Language = 'vi' | 'en';

export const locales: Record<Language, string> = { vi: 'vi-VN', en: 'en-US' };

// visit opens a page as a reader of that language would, and waits for its content.
export async function visit(
  browser: Browser,
  path: string,
  language: Language = 'vi',
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    locale: locales[language],
    viewport: { width: 1280, height: 900 },
    ...options,
  });
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') wrong.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => wrong.push(`error: ${error.message}`));
  page.on('request', (request) => {
    const { origin: asked, protocol } = new URL(request.url());
    if (asked !== origin && protocol !== 'blob:') wrong.push(`request to ${request.url()}`);
  });
  await page.goto(origin + path);
  await settled(page);
  return {
    page,
    async clean() {
      expect(wrong).toEqual([]);
      await context.close();
    },
  };
}

// settled waits until a page of the app shows its answer; the citation is rendered
// last. GraphiQL is ready with its editor.
export async function settled(page: Page) {
  await page.locator('.view-links .citation, .graphiql-query-editor .monaco-editor').first().waitFor();
}
