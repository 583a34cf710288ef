import { figureText, goalFigure } from '../../format/figure.ts';
import { useWords } from '../../language/language.ts';
import { Facts } from '../Facts.tsx';
import { Heading } from '../Heading.tsx';
import { useIndicatorFacts } from '../indicatorFacts.ts';
import type { RecordOf } from '../record.ts';
import { Vietnamese } from '../Vietnamese.tsx';

export function NationalGoalView({ goal }: { goal: RecordOf<'NationalGoal'> }) {
  const words = useWords();
  return (
    <>
      <Heading
        title={figureText(goalFigure(words, goal, goal.indicator.unit))}
        level={goal.level}
        of={goal.indicator}
        detail={words.t('point.NATIONAL_GOAL')}
      />
      <p className="notice">{words.t('secondHand')}</p>
      <Facts
        facts={[
          ['decision', <Vietnamese text={[goal.decision.number, goal.decision.title].filter(Boolean).join(' – ')} />],
          ['due', String(goal.year)],
          ['confidence', words.t(`confidence.${goal.confidence}`)],
          ...useIndicatorFacts(goal.indicator),
          ['record', <code>{goal.id}</code>],
        ]}
      />
    </>
  );
}
