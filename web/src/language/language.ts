import { createContext, useContext } from 'react';

import { en, vi, type Key } from './words.ts';

export type Language = 'vi' | 'en';

const stored = 'language';

// preferred is the language chosen before or, without a choice, the browser's.
export function preferred(): Language {
  const chosen = read();
  if (chosen === 'vi' || chosen === 'en') return chosen;
  return navigator.language.toLowerCase().startsWith('vi') ? 'vi' : 'en';
}

// Storage may be forbidden; a choice then lasts until the page is left.
function read(): string | null {
  try {
    return localStorage.getItem(stored);
  } catch {
    return null;
  }
}

export function remember(language: Language) {
  try {
    localStorage.setItem(stored, language);
  } catch {
    return;
  }
}

type Values = Record<string, string | number>;

// Words says things in one language.
export interface Words {
  language: Language;
  locale: string;
  // t is the text for a key, with {name} replaced by values.
  t(key: Key, values?: Values): string;
  // count is t for a number of things: {n}, and the singular where there is one.
  count(key: Key, n: number): string;
  number(value: number): string;
  // own picks the text in the reader's language from a record that has both:
  // own(indicator, 'name') is name or nameEn.
  own<F extends string>(record: { [name in F]: string | null }, field: F): string;
}

export function wordsOf(language: Language, languages: readonly string[] = []): Words {
  const table: Record<string, string> = language === 'vi' ? vi : en;
  const locale =
    languages.find((tag) => tag.toLowerCase().startsWith(language)) ?? (language === 'vi' ? 'vi-VN' : 'en');
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  const plurals = new Intl.PluralRules(language);
  const fill = (key: string, values: Values) =>
    table[key]!.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  return {
    language,
    locale,
    t: (key, values = {}) => fill(key, values),
    count(key, n) {
      const one = `${key}.one`;
      return fill(plurals.select(n) === 'one' && one in table ? one : key, { n: numbers.format(n) });
    },
    number: (value) => numbers.format(value),
    own(record, field) {
      const english = (record as Record<string, string | null | undefined>)[`${field}En`];
      return (language === 'en' && english) || record[field] || '';
    },
  };
}

export const WordsContext = createContext<Words>(wordsOf('en'));

export const useWords = () => useContext(WordsContext);
