import type { Pillar } from '../api/generated.ts';
import { finder } from '../search/rules.ts';

export interface Filtered {
  code: string;
  name: string;
  nameEn: string;
  pillar: Pillar;
}

// concerns says of indicators whether they pass a page's filters by pillar and
// text, which may also be a code or a part of one.
export function concerns({ pillar, text }: { pillar: Pillar | null; text: string }) {
  const finds = finder(text);
  const code = text.trim().toLowerCase();
  return (indicator: Filtered): boolean =>
    (!pillar || indicator.pillar === pillar) &&
    (finds({ vietnamese: [indicator.name], english: [indicator.nameEn] }) || indicator.code.includes(code));
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
