import { expect, test } from 'vitest';

import { wordsOf } from '../language/language.ts';
import {
  differenceText,
  boundFigure,
  dateText,
  figureText,
  translateEnums,
  ranges,
  resultFigure,
  rounded,
  withUnit,
} from './figure.ts';

const vi = wordsOf('vi');
const en = wordsOf('en');
const bound = { operator: 'REACH', value: 80, upper: null, unit: 'PERCENT' } as const;

test.each([
  [{ ...bound, value: 76.8 }, 'đạt 76,8%', 'reach 76.8%'],
  [{ ...bound, operator: 'MORE_THAN', value: 1428322, unit: 'COUNT' }, 'trên 1.428.322', 'more than 1,428,322'],
  [{ ...bound, operator: 'BETWEEN', value: 65, upper: 70 }, '65–70%', '65–70%'],
  [{ ...bound, operator: 'AT_MOST', value: 10, unit: 'RANK' }, 'tối đa hạng 10', 'at most rank 10'],
  [{ ...bound, value: 0 }, 'đạt 0%', 'reach 0%'],
  [{ ...bound, operator: 'QUALITATIVE', value: null }, 'không nêu số', 'no number given'],
  [{ ...bound, value: 1, unit: 'BOOLEAN' }, 'hoàn thành', 'done'],
] as const)('a bound %j', (given, inVietnamese, inEnglish) => {
  expect(figureText(boundFigure(vi, given))).toBe(inVietnamese);
  expect(figureText(boundFigure(en, given))).toBe(inEnglish);
});

test('a zero and a missing result are different words', () => {
  const zero = { qualifier: 'EXACT', value: 0, unit: 'COUNT', absence: null } as const;
  expect(figureText(resultFigure(vi, zero))).toBe('0');
  expect(figureText(resultFigure(vi, { ...zero, value: null, absence: 'NOT_REPORTED' }))).toBe('không báo cáo');
  expect(figureText(resultFigure(en, { ...zero, value: null, absence: 'NOT_APPLICABLE' }))).toBe('not applicable');
});

test('differences of shares are percentage points', () => {
  expect(differenceText(vi, 5.5, 'PERCENT')).toBe('5,5 điểm %');
  expect(differenceText(en, 1, 'PERCENT')).toBe('1 percentage point');
  expect(differenceText(en, 3, 'COUNT')).toBe('3');
});

test('derived numbers have at most two decimals and are never rounded to zero', () => {
  expect([3.951429, -3.951429, 0.1 + 0.2, 5, 0, 0.004].map(rounded)).toEqual([3.95, -3.95, 0.3, 5, 0, 0.004]);
});

test('units are written with the number where their language puts it', () => {
  expect(withUnit(vi, '20', 'PER_YEAR')).toBe('20 lần/năm');
  expect(withUnit(en, '20', 'MBPS')).toBe('20 Mbps');
});

test('runs of lines are written short', () => {
  expect(ranges([57, 58, 59, 70])).toBe('57–59, 70');
  expect(ranges([52])).toBe('52');
});

test('dates are written as precisely as they are known', () => {
  expect(dateText(vi, '2022')).toBe('2022');
  expect(dateText(en, '2022-03')).toBe('03/2022');
  expect(dateText(vi, '2022-03-31')).toBe('31 tháng 3, 2022');
});

test('enum values in a message become words', () => {
  expect(translateEnums(en, 'AT_LEAST against REACH, decision 411')).toBe('at least against reach, decision 411');
});
