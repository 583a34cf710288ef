import { createContext, useContext } from 'react';

import { en, vi, type Key } from './words.ts';

export type Language = 'vi' | 'en';

const storageKey = 'language';

// preferred returns the language chosen earlier or, without a choice, the browser's.
export function preferred(): Language {
  const chosen = read();
  if (chosen === 'vi' || chosen === 'en') return chosen;
  return navigator.language.toLowerCase().startsWith('vi') ? 'vi' : 'en';
}

// The browser may forbid storage; a choice then lasts until the tab is closed.
function read(): string | null {
  try {
    return localStorage.getItem(storageKey);
  } catch {
    return null;
  }
}

export function remember(language: Language) {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    return;
  }
}

type Values = Record<string, string | number>;

// Words holds the texts of the interface in one language.
export interface Words {
  language: Language;
  locale: string;
  // t returns the text for a key, with {name} replaced by values.
  t(key: Key, values?: Values): string;
  // count is like t for a number {n}, and uses the singular text where there is one.
  count(key: Key, n: number): string;
  number(value: number): string;
  // own returns a field of a record in the reader's language: own(indicator, 'name') is
  // name or nameEn.
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
