import { Link } from 'wouter';

import { address } from '../../address.ts';
import { figureText, goalFigure } from '../../format/figure.ts';
import { useWords } from '../../language/language.ts';
import { SourceLink } from '../../parts/FigureLink.tsx';
import { Facts } from '../Facts.tsx';
import { Heading } from '../Heading.tsx';
import { useIndicatorFacts } from '../indicatorFacts.ts';
import type { RecordOf } from '../record.ts';

export function IndicatorView({ indicator }: { indicator: RecordOf<'Indicator'> }) {
  const words = useWords();
  const goals = indicator.national.map((goal) => (
    <li key={goal.id}>
      {goal.year}:{' '}
      <SourceLink id={goal.id}>
        {goal.level !== 'ALL' && `${words.t(`level.${goal.level}`)} `}
        {figureText(goalFigure(words, goal, indicator.unit))}
      </SourceLink>
    </li>
  ));
  return (
    <>
      <Heading title={words.t('indicator')} of={indicator} detail={words.t(`pillar.${indicator.pillar}`)} />
      <Facts
        facts={[
          ...useIndicatorFacts(indicator),
          ['national', goals.length > 0 && <ul>{goals}</ul>],
          [
            'throughTheYears',
            <Link href={address('/trajectory', { indicator: indicator.code })}>{words.t('page.trajectory')}</Link>,
          ],
          ['record', <code>{indicator.id}</code>],
        ]}
      />
    </>
  );
}
