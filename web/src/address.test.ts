import { expect, test } from 'vitest';

import { address, knownValue, planYearRef } from './address.ts';

test('an address leaves out empty parameters and repeats those with several values', () => {
  expect(address('/', {})).toBe('/');
  expect(address('/', { left: 'binh-dinh/2024', text: '', verdict: null })).toBe('/?left=binh-dinh/2024');
  expect(address('/matrix', { planYear: ['a/2024', 'b/2025'] })).toBe('/matrix?planYear=a/2024&planYear=b/2025');
});

test('plan years are read as they are written', () => {
  expect(planYearRef('binh-dinh/2024')).toEqual({ province: 'binh-dinh', year: 2024 });
  expect(planYearRef('binh-dinh')).toBeNull();
  expect(planYearRef('../2024/x')).toBeNull();
});

test('unknown values are ignored', () => {
  expect(knownValue('EQUAL', ['EQUAL', 'ONLY_LEFT'])).toBe('EQUAL');
  expect(knownValue('equal', ['EQUAL'])).toBeNull();
});
