import { boundFigure, figureText, planYearName } from '../../format/figure.ts';
import { useWords } from '../../language/language.ts';
import { Facts } from '../Facts.tsx';
import { Heading } from '../Heading.tsx';
import { Places } from '../Places.tsx';
import type { RecordOf } from '../record.ts';
import { useTargetFacts } from '../targetFacts.tsx';
import { Vietnamese } from '../Vietnamese.tsx';
import { Wording } from '../Wording.tsx';

export function MeasureView({ measure }: { measure: RecordOf<'Measure'> }) {
  const words = useWords();
  const { target } = measure;
  return (
    <>
      <Heading
        title={figureText(boundFigure(words, measure))}
        level={measure.level}
        of={target.indicator}
        detail={planYearName(target.planYear)}
      />
      <Wording text={target.wording} document={measure.sources[0]?.document} />
      <Places sources={measure.sources} />
      <Facts
        facts={[
          [
            'printed',
            measure.printed ? <Vietnamese text={measure.printed} /> : measure.value !== null && words.t('asDigits'),
          ],
          ['rank', words.t(`rank.${measure.rank}`)],
          ['condition', measure.condition && <Vietnamese text={measure.condition} />],
          ...useTargetFacts(target),
          ['record', <code>{measure.id}</code>],
        ]}
      />
    </>
  );
}
