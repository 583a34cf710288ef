import type { ThingFragment } from '../api/generated.ts';
import { useWords } from '../language/language.ts';
import type { Fact } from './Facts.tsx';

// useIndicatorFacts are what a reader must know of an indicator to understand a figure.
export function useIndicatorFacts(indicator: ThingFragment): Fact[] {
  const words = useWords();
  return [
    ['base', words.own(indicator, 'base')],
    ['definition', words.own(indicator, 'definition')],
    ['directionOf', words.t(`direction.${indicator.direction}`)],
  ];
}
