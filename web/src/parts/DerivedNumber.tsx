import type { Unit } from '../api/generated.ts';
import { differenceText, rounded } from '../format/figure.ts';
import { useWords } from '../language/language.ts';

interface Props {
  value: number;
  unit: Unit;
  // phrase puts the number into a phrase.
  phrase?: (n: string) => string;
}

// DerivedNumber shows a number that was calculated from printed figures: rounded, with
// the exact number in its title. Printed figures are never rounded.
export function DerivedNumber({ value, unit, phrase = (n) => n }: Props) {
  const words = useWords();
  const exact = phrase(differenceText(words, value, unit));
  const shown = phrase(differenceText(words, rounded(value), unit));
  if (shown === exact) return exact;
  return (
    <data value={value} title={exact}>
      {shown}
    </data>
  );
}
