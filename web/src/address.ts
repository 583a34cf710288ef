// What a page shows is written in its address, so that it can be sent to
// somebody, and back and forward work.
import { useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';

import type { PlanYearRef } from './api/generated.ts';

type Value = string | string[] | null | undefined;
export type Parameters = Record<string, Value>;

// address joins a path and parameters, and leaves out empty ones. A slash needs no
// escape in a query, and plan years read better with it.
export function address(path: string, parameters: Parameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const single of [value].flat()) if (single) query.append(name, single);
  }
  const text = query.toString().replaceAll('%2F', '/');
  return text ? `${path}?${text}` : path;
}

export interface Address {
  path: string;
  get(name: string): string;
  all(name: string): string[];
  // with returns the address with some parameters changed.
  with(changes: Parameters): string;
  go(changes: Parameters, options?: { replace?: boolean }): void;
}

export function useAddress(): Address {
  const [path, navigate] = useLocation();
  const search = useSearch();
  return useMemo(() => {
    const given = new URLSearchParams(search);
    const current = Object.fromEntries([...given.keys()].map((name) => [name, given.getAll(name)]));
    const changed = (changes: Parameters) => address(path, { ...current, ...changes });
    return {
      path,
      get: (name) => given.get(name) ?? '',
      all: (name) => given.getAll(name),
      with: changed,
      go: (changes, options) => navigate(changed(changes), options),
    };
  }, [path, search, navigate]);
}

// knownValue reads a parameter that must be one of some values; null for any other.
export function knownValue<T extends string>(text: string, known: readonly T[]): T | null {
  return known.find((value) => value === text) ?? null;
}

// planYearRef parses a plan year such as "binh-dinh/2024"; null for other text.
export function planYearRef(text: string): PlanYearRef | null {
  const [, province, year] = /^([a-z0-9-]+)\/(\d{4})$/.exec(text) ?? [];
  return province ? { province, year: Number(year) } : null;
}
