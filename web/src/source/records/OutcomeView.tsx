import { dateText, figureText, resultFigure } from '../../format/figure.ts';
import { useWords } from '../../language/language.ts';
import { Facts } from '../Facts.tsx';
import { Findings } from '../Findings.tsx';
import { Heading } from '../Heading.tsx';
import { useIndicatorFacts } from '../indicatorFacts.ts';
import { citedAs } from '../legalDocument.tsx';
import { Places } from '../Places.tsx';
import type { RecordOf } from '../record.ts';
import { Vietnamese } from '../Vietnamese.tsx';
import { Wording } from '../Wording.tsx';

export function OutcomeView({ outcome }: { outcome: RecordOf<'Outcome'> }) {
  const words = useWords();
  const { numerator, denominator, periodStart, periodEnd } = outcome;
  const parts = numerator !== null && denominator !== null;
  return (
    <>
      <Heading
        title={figureText(resultFigure(words, outcome))}
        level={outcome.level}
        of={outcome.indicator}
        detail={words.t('yearResult', { year: outcome.planYear.year })}
      />
      <Wording text={outcome.wording} document={outcome.sources[0]?.document} />
      <Places sources={outcome.sources} />
      <Facts
        facts={[
          [
            'printed',
            outcome.printed ? <Vietnamese text={outcome.printed} /> : outcome.value !== null && words.t('asDigits'),
          ],
          ['corrected', outcome.corrected !== null && words.number(outcome.corrected)],
          [
            'parts',
            parts && words.t('partsOf', { numerator: words.number(numerator), denominator: words.number(denominator) }),
          ],
          ['item', outcome.item && <Vietnamese text={outcome.item} />],
          ['condition', outcome.condition && <Vietnamese text={outcome.condition} />],
          ['asOf', outcome.asOf && dateText(words, outcome.asOf)],
          ['period', [periodStart, periodEnd].flatMap((date) => (date ? [dateText(words, date)] : [])).join(' – ')],
          ['note', [outcome.isTotal && words.t('total'), words.own(outcome, 'note')].filter(Boolean).join('. ')],
          ...useIndicatorFacts(outcome.indicator),
          ['citations', outcome.citations.map(citedAs).join('; ')],
          ['findings', <Findings findings={outcome.findings} />],
          ['record', <code>{outcome.id}</code>],
        ]}
      />
    </>
  );
}
