import { boundFigure, figureText, planYearName } from '../../format/figure.ts';
import { useWords } from '../../language/language.ts';
import { SourceLink } from '../../parts/FigureLink.tsx';
import { Facts } from '../Facts.tsx';
import { Heading } from '../Heading.tsx';
import { Places } from '../Places.tsx';
import type { RecordOf } from '../record.ts';
import { useTargetFacts } from '../targetFacts.tsx';
import { Wording } from '../Wording.tsx';

export function TargetView({ target }: { target: RecordOf<'Target'> }) {
  const words = useWords();
  const bounds = target.measures.map((measure) => (
    <li key={measure.id}>
      <SourceLink id={measure.id}>
        {measure.level !== 'ALL' && `${words.t(`level.${measure.level}`)} `}
        {figureText(boundFigure(words, measure))}
      </SourceLink>
    </li>
  ));
  return (
    <>
      <Heading title={words.t('target')} of={target.indicator} detail={planYearName(target.planYear)} />
      <Wording text={target.wording} document={target.sources[0]?.document} />
      <Places sources={target.sources} />
      <Facts
        facts={[
          ['figure', bounds.length > 0 && <ul>{bounds}</ul>],
          ...useTargetFacts(target),
          ['record', <code>{target.id}</code>],
        ]}
      />
    </>
  );
}
