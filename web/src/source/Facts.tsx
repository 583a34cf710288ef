import type { ReactNode } from 'react';

import { useWords } from '../language/language.ts';
import type { Key } from '../language/words.ts';

export type Fact = [label: Key, value: ReactNode];

// Facts lists labels with their values, and leaves out those without a value.
export function Facts({ facts }: { facts: Fact[] }) {
  const { t } = useWords();
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value !== null && value !== undefined && value !== false && value !== '')
        .map(([key, value]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
