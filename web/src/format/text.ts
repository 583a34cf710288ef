import type { Pillar } from '../api/generated.ts';
import { finder } from '../search/rules.ts';

export interface Filtered {
  code: string;
  name: string;
  nameEn: string;
  pillar: Pillar;
}

// indicatorFilter returns the predicate of a page's filters by pillar and text. The text
// may also be an indicator's code or a part of it.
export function indicatorFilter({ pillar, text }: { pillar: Pillar | null; text: string }) {
  const finds = finder(text);
  const code = text.trim().toLowerCase();
  return (indicator: Filtered): boolean =>
    (!pillar || indicator.pillar === pillar) &&
    (finds({ vietnamese: [indicator.name], english: [indicator.nameEn] }) || indicator.code.includes(code));
}

// groups splits a list into [key, members] pairs, in the order in which keys appear.
export function groups<T, K>(list: readonly T[], key: (item: T) => K): [K, T[]][] {
  const found = new Map<K, T[]>();
  for (const item of list) {
    const name = key(item);
    found.set(name, [...(found.get(name) ?? []), item]);
  }
  return [...found];
}
