import type { Unit } from '../api/generated.ts';
import { apart, rounded } from '../format/figure.ts';
import { useWords } from '../language/language.ts';

interface Props {
  value: number;
  unit: Unit;
  // say puts the number into a phrase.
  say?: (n: string) => string;
}

// Reckoned shows a difference that no document prints: rounded, with the exact
// one in its title. Printed figures are never rounded.
export function Reckoned({ value, unit, say = (n) => n }: Props) {
  const words = useWords();
  const exact = say(apart(words, value, unit));
  const shown = say(apart(words, rounded(value), unit));
  if (shown === exact) return exact;
  return (
    <data value={value} title={exact}>
      {shown}
    </data>
  );
}
