import { useWords } from '../../language/language.ts';
import { SourceLink } from '../../parts/FigureLink.tsx';
import { Facts } from '../Facts.tsx';
import { Findings } from '../Findings.tsx';
import { Heading } from '../Heading.tsx';
import { Places } from '../Places.tsx';
import type { RecordOf } from '../record.ts';
import { Vietnamese } from '../Vietnamese.tsx';

export function BudgetView({ budget }: { budget: RecordOf<'Budget'> }) {
  const words = useWords();
  const { firstYear, lastYear, budgetDecision, budgetCorrected } = budget;
  return (
    <>
      <Heading
        title={words.t('unit.VND', { n: words.number(budget.amount) })}
        detail={`${budget.province.name}, ${firstYear === lastYear ? firstYear : `${firstYear}–${lastYear}`}`}
      />
      <Places sources={budget.sources} />
      <Facts
        facts={[
          ['printed', <Vietnamese text={budget.budgetPrinted} />],
          ['corrected', budgetCorrected !== null && words.t('unit.VND', { n: words.number(budgetCorrected) })],
          ['category', words.t(`category.${budget.category}`)],
          ['project', budget.project && <Vietnamese text={budget.project} />],
          ['decision', budgetDecision && (budgetDecision.number ?? budgetDecision.title)],
          ['partOf', budget.partOf && <SourceLink id={budget.partOf.id}>{budget.partOf.id}</SourceLink>],
          ['note', words.own(budget, 'note')],
          ['findings', <Findings findings={budget.findings} />],
          ['record', <code>{budget.id}</code>],
        ]}
      />
    </>
  );
}
