// What a page shows is written in its address, so that it can be sent to
// somebody, and back and forward work.
import { useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';

import type { PlanYearRef } from './api/generated.ts';

type Value = string | string[] | null | undefined;
export type Parameters = Record<string, Value>;

// address writes a path with parameters; empty ones are left out. A slash needs
// no escape in a query, and plan years read better with it.
export function address(path: string, parameters: Parameters): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    for (const one of [value].flat()) if (one) query.append(name, one);
  }
  const text = query.toString().replaceAll('%2F', '/');
  return text ? `${path}?${text}` : path;
}

export interface Address {
  path: string;
  get(name: string): string;
  all(name: string): string[];
  // with is the address with some parameters changed.
  with(changes: Parameters): string;
  go(changes: Parameters, options?: { replace?: boolean }): void;
}

export function useAddress(): Address {
  const [path, navigate] = useLocation();
  const search = useSearch();
  return useMemo(() => {
    const given = new URLSearchParams(search);
    const now = Object.fromEntries([...given.keys()].map((name) => [name, given.getAll(name)]));
    const changed = (changes: Parameters) => address(path, { ...now, ...changes });
    return {
      path,
      get: (name) => given.get(name) ?? '',
      all: (name) => given.getAll(name),
      with: changed,
      go: (changes, options) => navigate(changed(changes), options),
    };
  }, [path, search, navigate]);
}

// one reads a parameter that must be one of some values; others are as good as none.
export function one<T extends string>(text: string, known: readonly T[]): T | null {
  return known.find((value) => value === text) ?? null;
}

// planYearRef reads "binh-dinh/2024"; null when it is written otherwise.
export function planYearRef(text: string): PlanYearRef | null {
  const [, province, year] = /^([a-z0-9-]+)\/(\d{4})$/.exec(text) ?? [];
  return province ? { province, year: Number(year) } : null;
}
