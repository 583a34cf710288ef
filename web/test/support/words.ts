// How figures read in each language, written independently of the app, so that the
// pages are not checked with their own texts.
import type { Language } from './browser.ts';
import type { Json } from './api.ts';

const separators: Record<Language, { group: string; decimal: string }> = {
  vi: { group: '.', decimal: ',' },
  en: { group: ',', decimal: '.' },
};

// numeral writes a number as a reader of the language does: 1.428.322 and 76,8.
export function numeral(value: number, language: Language): string {
  const { group, decimal } = separators[language];
  const [whole, fraction] = String(Math.abs(value)).split('.');
  const grouped = whole!.replace(/\B(?=(\d{3})+$)/g, group);
  return (value < 0 ? '-' : '') + (fraction ? `${grouped}${decimal}${fraction}` : grouped);
}

type Table = Record<Language, Record<string, string>>;

const units: Table = {
  vi: {
    PERCENT: '#%',
    COUNT: '#',
    RANK: 'hạng #',
    SCORE: '# điểm',
    MBPS: '# Mbps',
    PER_YEAR: '# lần/năm',
    PER_HOUSEHOLD: '#/hộ',
    PER_PERSON: '#/người',
    PER_UNIT: '#/đơn vị',
    MINUTES: '# phút',
    HOURS: '# giờ',
    DAYS: '# ngày',
    KILOMETRES: '# km',
    SQUARE_METRES: '# m²',
    HECTARES: '# ha',
    TERABYTES: '# TB',
    MATURITY_LEVEL: 'mức #',
    VND: '# đồng',
  },
  en: {
    PERCENT: '#%',
    COUNT: '#',
    RANK: 'rank #',
    SCORE: '# points',
    MBPS: '# Mbps',
    PER_YEAR: '# per year',
    PER_HOUSEHOLD: '# per household',
    PER_PERSON: '# per person',
    PER_UNIT: '# per unit',
    MINUTES: '# min',
    HOURS: '# h',
    DAYS: '# days',
    KILOMETRES: '# km',
    SQUARE_METRES: '# m²',
    HECTARES: '# ha',
    TERABYTES: '# TB',
    MATURITY_LEVEL: 'level #',
    VND: '# đồng',
  },
};

const operators: Table = {
  vi: {
    REACH: 'đạt',
    AT_LEAST: 'tối thiểu',
    MORE_THAN: 'trên',
    ABOUT: 'khoảng',
    AT_MOST: 'tối đa',
    LESS_THAN: 'dưới',
    QUALITATIVE: 'không nêu số',
  },
  en: {
    REACH: 'reach',
    AT_LEAST: 'at least',
    MORE_THAN: 'more than',
    ABOUT: 'about',
    AT_MOST: 'at most',
    LESS_THAN: 'less than',
    QUALITATIVE: 'no number given',
  },
};

const qualifiers: Table = {
  vi: { EXACT: '', NEARLY: 'gần', MORE_THAN: 'trên', AT_LEAST: 'ít nhất', ABOUT: 'khoảng', ESTIMATED: 'ước' },
  en: {
    EXACT: '',
    NEARLY: 'nearly',
    MORE_THAN: 'more than',
    AT_LEAST: 'at least',
    ABOUT: 'about',
    ESTIMATED: 'estimated',
  },
};

export const levels: Table = {
  vi: { ALL: '', PROVINCE: 'cấp tỉnh', DISTRICT: 'cấp huyện', COMMUNE: 'cấp xã', VILLAGE: 'cấp thôn' },
  en: { ALL: '', PROVINCE: 'province', DISTRICT: 'district', COMMUNE: 'commune', VILLAGE: 'village' },
};

export const absences: Table = {
  vi: { NOT_SET: 'không đặt chỉ tiêu', NOT_REPORTED: 'không báo cáo', NOT_APPLICABLE: 'không áp dụng' },
  en: { NOT_SET: 'no target set', NOT_REPORTED: 'not reported', NOT_APPLICABLE: 'not applicable' },
};

const done = { vi: ['không', 'hoàn thành'], en: ['not done', 'done'] };

function amount(value: number, upper: number | null, unit: string, language: Language): string {
  const text = [value, upper]
    .filter((n) => n != null)
    .map((n) => numeral(n!, language))
    .join('–');
  return units[language][unit]!.replace('#', text);
}

// bound is how a target's bound reads: its words and its number with the unit.
export function bound(measure: Json, language: Language): string {
  const { operator, value, upper, unit } = measure;
  if (value === null) return operators[language][operator]!;
  if (unit === 'BOOLEAN') return done[language][value]!;
  if (upper != null) return amount(value, upper, unit, language);
  return `${operators[language][operator]} ${amount(value, null, unit, language)}`;
}

// outcome is how a reported result reads.
export function outcome({ qualifier, value, unit, absence }: Json, language: Language): string {
  if (value === null) return absence ? absences[language][absence]! : { vi: 'không có số', en: 'no number' }[language];
  if (unit === 'BOOLEAN') return done[language][value]!;
  return `${qualifiers[language][qualifier]} ${amount(value, null, unit, language)}`.trim();
}

// rounded is a difference to two decimals, as pages show it.
export function rounded(difference: number): number {
  return Number(difference.toFixed(2));
}

// apart is how a difference reads.
export function apart(difference: number, unit: string, language: Language): string {
  const n = numeral(rounded(difference), language);
  const counted: Record<string, [string, string, string]> = {
    PERCENT: ['điểm %', 'percentage point', 'percentage points'],
    RANK: ['bậc', 'place', 'places'],
    MATURITY_LEVEL: ['mức', 'level', 'levels'],
  };
  const words = counted[unit];
  if (!words) return amount(rounded(difference), null, unit, language);
  return `${n} ${language === 'vi' ? words[0] : rounded(difference) === 1 ? words[1] : words[2]}`;
}

// lines is how line numbers read: runs of them are written short.
export function lines(list: number[], language: Language): string {
  return `${language === 'vi' ? 'dòng' : list.length === 1 ? 'line' : 'lines'} ${runs(list)}`;
}

export function runs(list: number[]): string {
  let text = '';
  list.forEach((line, index) => {
    const follows = list[index - 1] === line - 1;
    const goesOn = list[index + 1] === line + 1;
    if (follows && goesOn) return;
    text += follows ? `–${line}` : `${text ? ', ' : ''}${line}`;
  });
  return text;
}
