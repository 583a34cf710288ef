// The money of two plan years, category by category, without adding a total to
// its parts.
import { useAddress } from '../address.ts';
import { useQuery } from '../api/ask.ts';
import { BudgetsDocument, type BudgetsQuery, type MoneyFragment } from '../api/generated.ts';
import { linesText } from '../format/figure.ts';
import { useWords } from '../language/language.ts';
import { Caveats } from '../parts/Caveats.tsx';
import { FigureLink } from '../parts/FigureLink.tsx';
import { Pending } from '../parts/Notice.tsx';
import { ScaleBars, scaleEnd, type Mark } from '../parts/ScaleBars.tsx';
import { SideBySide, sidesOf, titles, type Pair, type References } from '../parts/Sides.tsx';
import { Head } from '../parts/Table.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { ViewLinks } from '../parts/ViewLinks.tsx';

type Comparison = BudgetsQuery['compare'];
type Row = Comparison['budgets'][number];

// Of the shipped dataset only Bình Định's report tells amounts.
const defaultChoice: Pair = { left: 'binh-dinh/2021', right: 'binh-dinh/2022' };

export default function BudgetsPage() {
  const pair = sidesOf(useAddress(), defaultChoice);
  return <SideBySide pair={pair}>{(refs) => <Loaded pair={pair} refs={refs} />}</SideBySide>;
}

function Loaded({ pair, refs }: { pair: Pair; refs: References }) {
  const words = useWords();
  const answer = useQuery(BudgetsDocument, refs);
  const comparison = answer.data?.compare;
  const title = comparison ? words.t('title.budgets', titles(comparison)) : '';
  useTitle(title);
  if (!comparison) return <Pending {...answer} />;
  return (
    <>
      <h1 className="unseen">{title}</h1>
      <p className="hint">{words.t('budgetHint')}</p>
      {comparison.budgets.length > 0 ? (
        <Table comparison={comparison} />
      ) : (
        <p className="empty">{words.t('noneHere')}</p>
      )}
      <ViewLinks
        query={BudgetsDocument}
        variables={refs}
        csv={{ table: 'compare-budgets', parameters: pair }}
        chosen={pair}
      />
    </>
  );
}

function Table({ comparison }: { comparison: Comparison }) {
  const words = useWords();
  const { t } = words;
  const full = titles(comparison);
  return (
    <table className="money stacking" role="table">
      <caption className="unseen">{t('captionBudgets', full)}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <Head>{t('category')}</Head>
          <Head className="left">{full.left}</Head>
          <Head className="right">{full.right}</Head>
          <Head>{t('scale')}</Head>
          <Head>{t('difference')}</Head>
        </tr>
      </thead>
      {comparison.budgets.map((row) => (
        <tbody key={row.category} className="entry" role="rowgroup" data-category={row.category}>
          <tr role="row">
            <th scope="row" role="rowheader" className="name">
              <span className="name-own">{t(`category.${row.category}`)}</span>
              <Caveats
                caveats={row.caveats}
                findings={[...row.left, ...row.right].flatMap(({ findings }) => findings)}
              />
            </th>
            <Amounts side="left" amounts={row.left} whole={row.leftWhole?.id} title={full.left} />
            <Amounts side="right" amounts={row.right} whole={row.rightWhole?.id} title={full.right} />
            <td role="cell" className="scale-cell">
              <Scale row={row} />
            </td>
            <td role="cell" className="difference" data-title={t('difference')}>
              {row.difference === null ? (
                <span className="none">{t('notSubtracted')}</span>
              ) : (
                dong(words, row.difference)
              )}
            </td>
          </tr>
        </tbody>
      ))}
    </table>
  );
}

function dong(words: ReturnType<typeof useWords>, amount: number): string {
  return words.t('unit.VND', { n: words.number(amount) });
}

interface AmountsProps {
  side: 'left' | 'right';
  amounts: MoneyFragment[];
  whole: string | undefined;
  title: string;
}

function Amounts({ side, amounts, whole, title }: AmountsProps) {
  const words = useWords();
  const { t } = words;
  return (
    <td role="cell" className={`side-cell ${side}`} data-title={title}>
      {amounts.length === 0 && <span className="none">{t('noMoney')}</span>}
      {amounts.map(({ id, amount, corrected, project, partOf, sources }) => (
        <div key={id} className={id === whole ? 'sum' : 'sum aside'}>
          <FigureLink
            id={id}
            figure={{ words: '', amount: dong(words, amount) }}
            place={[
              project,
              id === whole && amounts.length > 1 ? t('whole') : null,
              partOf && t('partOfTotal'),
              corrected === null ? null : `${t('corrected')}: ${dong(words, corrected)}`,
              sources[0] ? linesText(words, sources[0].lines) : null,
            ]}
          />
        </div>
      ))}
    </td>
  );
}

// Scale draws the two amounts that were subtracted, and nothing else.
function Scale({ row }: { row: Row }) {
  const words = useWords();
  const amountOf = (whole: { id: string } | null, amounts: MoneyFragment[]) =>
    amounts.find(({ id }) => id === whole?.id)?.amount;
  const [left, right] = [amountOf(row.leftWhole, row.left), amountOf(row.rightWhole, row.right)];
  if (row.difference === null || left === undefined || right === undefined) return null;
  const marks: Mark[] = [
    { kind: 'left', value: left },
    { kind: 'right', value: right },
  ];
  const max = scaleEnd([left, right], false);
  return (
    <ScaleBars
      marks={marks}
      goals={[]}
      max={max}
      points={false}
      ends={[words.number(0), words.t('billions', { n: words.number(max / 1e9) })]}
    />
  );
}
