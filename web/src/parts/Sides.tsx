import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';

import { planYearRef, useAddress, type Address } from '../address.ts';
import type { PlanYearRef, YearFragment } from '../api/generated.ts';
import { planYearName } from '../format/figure.ts';
import { useWords, type Words } from '../language/language.ts';
import { PlanYearChooser } from './Chooser.tsx';
import { Notice } from './Notice.tsx';
import { usePlanYears } from './registers.ts';

export type Pair = { left: string; right: string };
export type References = { left: PlanYearRef; right: PlanYearRef };

// The two plan years of the shipped dataset with the most targets to compare.
const defaultChoice: Pair = { left: 'binh-dinh/2024', right: 'quang-nam/2024' };

// sidesOf reads the two plan years from the address, with a default for each side.
export function sidesOf({ get }: Address, defaults: Pair = defaultChoice): Pair {
  return { left: get('left') || defaults.left, right: get('right') || defaults.right };
}

// references parses both plan years for the API; null when one of them is malformed.
function references({ left, right }: Pair): References | null {
  const refs = { left: planYearRef(left), right: planYearRef(right) };
  return refs.left && refs.right ? { left: refs.left, right: refs.right } : null;
}

// Sides holds the choosers of the two plan years of a page.
function Sides({ left, right }: Pair) {
  const { t } = useWords();
  const { go } = useAddress();
  const planYears = usePlanYears();
  return (
    <div className="sides">
      <PlanYearChooser
        label={t('left')}
        className="left"
        planYears={planYears}
        value={left}
        onChange={(id) => go({ left: id, right })}
      />
      <Button className="swap" aria-label={t('swap')} onPress={() => go({ left: right, right: left, verdict: null })}>
        <span aria-hidden="true">⇄</span>
      </Button>
      <PlanYearChooser
        label={t('right')}
        className="right"
        planYears={planYears}
        value={right}
        onChange={(id) => go({ left, right: id })}
      />
    </div>
  );
}

// SideBySide shows content about two plan years below their choosers.
export function SideBySide({ pair, children }: { pair: Pair; children: (refs: References) => ReactNode }) {
  const refs = references(pair);
  return (
    <>
      <Sides {...pair} />
      {refs ? children(refs) : <BadYear given={[pair.left, pair.right]} />}
    </>
  );
}

export function BadYear({ given }: { given: string[] }) {
  const { t } = useWords();
  const wrong = given.find((text) => !planYearRef(text)) ?? '';
  return <Notice>{t('badYear', { value: wrong })}</Notice>;
}

// titles returns the full names of both sides.
export function titles({ left, right }: { left: YearFragment; right: YearFragment }): Pair {
  return { left: planYearName(left), right: planYearName(right) };
}

// shortNames name the sides by province, or by year when the provinces are the same.
export function shortNames(words: Words, { left, right }: { left: YearFragment; right: YearFragment }): Pair {
  if (left.province.slug !== right.province.slug) {
    return { left: left.province.name, right: right.province.name };
  }
  if (left.year !== right.year) return { left: String(left.year), right: String(right.year) };
  return { left: words.t('left'), right: words.t('right') };
}
