import { expect, test } from 'vitest';

import { finder, provinceNames } from './rules.ts';
import verdicts from './verdicts.json' with { type: 'json' };

// The verdicts are those of the server's search, written by its own test.
test.each(verdicts)('$typed in $title, $english', ({ title, english, typed, finds }) => {
  const titles =
    english === 'province'
      ? { vietnamese: provinceNames(title) }
      : { vietnamese: [title], english: english ? [english] : [] };
  expect(finder(typed)(titles)).toBe(finds);
});

test('a text without a word narrows nothing', () => {
  for (const typed of ['', ' ', '%', '\u200b']) expect(finder(typed)({ vietnamese: ['Chữ ký số'] })).toBe(true);
});

test('a long text costs little', () => {
  expect(finder('\ufdfa'.repeat(100_000))({ vietnamese: ['Chữ ký số'] })).toBe(false);
});
