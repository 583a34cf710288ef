import { expect, test } from 'vitest';

import { quartersOf, yearAndQuarter } from './quarters.ts';

test.each([
  ['2024-01-01', '2024-12-31', ['2024/1', '2024/2', '2024/3', '2024/4']],
  ['2024-04-01', '2024-06-30', ['2024/2']],
  ['2024-10-01', '2025-03-31', ['2024/4', '2025/1']],
])('%s to %s', (start, end, expected) => {
  const names = quartersOf({ start, end })
    ?.map(yearAndQuarter)
    .map(({ year, quarter }) => `${year}/${quarter}`);
  expect(names).toEqual(expected);
});

test('a time that is not known in full is in no quarter', () => {
  expect(quartersOf(null)).toBeNull();
  expect(quartersOf({ start: null, end: '2024-06-30' })).toBeNull();
  expect(quartersOf({ start: '2024', end: '2024-06-30' })).toBeNull();
});
