import { Link } from 'wouter';

import { address, knownValue, useAddress } from '../address.ts';
import { useQuery } from '../api/ask.ts';
import { CompareDocument, type Level, type Verdict } from '../api/generated.ts';
import { translateEnums } from '../format/figure.ts';
import { useWords } from '../language/language.ts';
import { Chips, Filters, SelectFilter, Shown, TextFilter } from '../parts/Filters.tsx';
import { Pending } from '../parts/Notice.tsx';
import { SideBySide, shortNames, sidesOf, titles, type Pair, type References } from '../parts/Sides.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { ViewLinks } from '../parts/ViewLinks.tsx';
import { ComparisonTable } from './ComparisonTable.tsx';
import { matching, symbols, type Chosen, type Comparison } from './rows.ts';

const levels: Level[] = ['ALL', 'PROVINCE', 'DISTRICT', 'COMMUNE', 'VILLAGE'];

// Filters of this page that the table at /csv does not support.
const onlyHere: ('level' | 'text')[] = ['level', 'text'];

export function ComparePage() {
  const pair = sidesOf(useAddress());
  return <SideBySide pair={pair}>{(refs) => <Loaded pair={pair} refs={refs} />}</SideBySide>;
}

function Loaded({ pair, refs }: { pair: Pair; refs: References }) {
  const words = useWords();
  const answer = useQuery(CompareDocument, refs);
  const comparison = answer.data?.compare;
  const title = comparison ? words.t('title.compare', titles(comparison)) : '';
  useTitle(title);
  if (!comparison) return <Pending {...answer} />;
  return (
    <>
      <h1 className="unseen">{title}</h1>
      <Overview comparison={comparison} />
      <Rows comparison={comparison} pair={pair} refs={refs} />
    </>
  );
}

function Overview({ comparison }: { comparison: Comparison }) {
  const words = useWords();
  const { total, verdicts } = comparison.summary;
  const names = shortNames(words, comparison);
  const countOf = (verdict: Verdict) => verdicts.find((entry) => entry.verdict === verdict)!.count;
  const both = total - countOf('ONLY_LEFT') - countOf('ONLY_RIGHT');
  if (total === 0) return null;
  return (
    <div className="overview">
      <p className="lead">
        {words.t('overview', { total, both, judged: both - countOf('NOT_COMPARABLE') })}{' '}
        {comparison.caveats.map((caveat) => translateEnums(words, words.own(caveat, 'message'))).join(' ')}
      </p>
      <Chips
        name="verdict"
        label={words.t('verdicts')}
        chips={verdicts
          .filter(({ count }) => count > 0)
          .map(({ verdict, count }) => ({
            value: verdict,
            symbol: symbols[verdict],
            text: words.t(`verdict.${verdict}`, names),
            count,
          }))}
      />
    </div>
  );
}

interface RowsProps {
  comparison: Comparison;
  pair: Pair;
  refs: References;
}

function Rows({ comparison, pair, refs }: RowsProps) {
  const words = useWords();
  const { t } = words;
  const { get } = useAddress();
  const { verdicts, pillars, total } = comparison.summary;
  const chosen: Chosen = {
    pillar: knownValue(
      get('pillar'),
      pillars.map(({ pillar }) => pillar),
    ),
    verdict: knownValue(
      get('verdict'),
      verdicts.map(({ verdict }) => verdict),
    ),
    level: knownValue(get('level'), levels),
    text: get('text'),
  };
  const { pillar, verdict } = chosen;
  if (total === 0) return <p className="empty">{t('noTargets')}</p>;
  const rows = comparison.targets.filter(matching(chosen));
  return (
    <>
      <Filters names={['pillar', 'verdict', 'level', 'text']}>
        <SelectFilter
          name="pillar"
          label={t('pillar')}
          options={pillars
            .filter(({ total }) => total > 0)
            .map(({ pillar, total }) => [pillar, `${t(`pillar.${pillar}`)} (${total})`])}
        />
        <SelectFilter
          name="level"
          label={t('level')}
          all={t('anyLevel')}
          options={levels.map((level) => [level, t(`level.${level}`)])}
        />
        <TextFilter />
      </Filters>
      <Shown shown={rows.length} total={total} />
      {rows.length > 0 ? (
        <ComparisonTable comparison={comparison} rows={rows} />
      ) : (
        <p className="empty">{t('nothing')}</p>
      )}
      <p>
        <Link href={address('/matrix', { planYear: [pair.left, pair.right] })}>{t('more')}</Link>
      </p>
      <ViewLinks
        query={CompareDocument}
        variables={{ ...refs, pillar, verdict }}
        csv={{ table: 'compare', parameters: { ...pair, pillar, verdict } }}
        chosen={pair}
        onlyHere={onlyHere.filter(get)}
      />
    </>
  );
}
