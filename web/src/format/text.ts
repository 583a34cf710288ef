import type { Pillar } from '../api/generated.ts';

// fold makes text comparable for finding: no case, no diacritics, đ as d.
export function fold(text: string): string {
  return text.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');
}

export interface Filtered {
  code: string;
  name: string;
  nameEn: string;
  pillar: Pillar;
}

// concerns says whether an indicator passes a page's filters by pillar and text.
export function concerns(indicator: Filtered, { pillar, text }: { pillar: Pillar | null; text: string }): boolean {
  const { name, nameEn, code, pillar: own } = indicator;
  return (!pillar || own === pillar) && fold(`${name} ${nameEn} ${code}`).includes(fold(text.trim()));
}

// groups sorts a list into [key, members], in the order in which keys appear.
export function groups<T, K>(list: readonly T[], key: (item: T) => K): [K, T[]][] {
  const found = new Map<K, T[]>();
  for (const item of list) {
    const name = key(item);
    found.set(name, [...(found.get(name) ?? []), item]);
  }
  return [...found];
}
