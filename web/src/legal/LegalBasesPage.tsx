// The legal documents that two plan years cite: which both do, and on which lines.
import { Fragment } from 'react';

import { knownValue, useAddress } from '../address.ts';
import { useQuery } from '../api/ask.ts';
import {
  LegalBasesDocument,
  type CitationRole,
  type IssuerLevel,
  type LegalBasesQuery,
  type MentionFragment,
} from '../api/generated.ts';
import { dateText, linesText } from '../format/figure.ts';
import { groups } from '../format/text.ts';
import { useWords } from '../language/language.ts';
import { SourceLink } from '../parts/FigureLink.tsx';
import { Chips, Filters, SelectFilter, Shown, TextFilter } from '../parts/Filters.tsx';
import { Pending } from '../parts/Notice.tsx';
import { presences, presenceSymbols } from '../parts/presence.ts';
import { SideBySide, shortNames, sidesOf, titles, type Pair, type References } from '../parts/Sides.tsx';
import { GroupHead, Head } from '../parts/Table.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { ViewLinks } from '../parts/ViewLinks.tsx';
import { finder } from '../search/rules.ts';

type Comparison = LegalBasesQuery['compare'];
type Row = Comparison['legalBases'][number];

const roles: CitationRole[] = ['LEGAL_BASIS', 'TARGET_BASIS', 'TASK_REFERENCE', 'REPORT_REFERENCE', 'ISSUED'];
const issuerLevels: IssuerLevel[] = ['CENTRAL', 'MINISTRY', 'PROVINCE', 'DISTRICT', 'PARTY'];

export default function LegalBasesPage() {
  const pair = sidesOf(useAddress());
  return <SideBySide pair={pair}>{(refs) => <Loaded pair={pair} refs={refs} />}</SideBySide>;
}

interface LoadedProps {
  pair: Pair;
  refs: References;
}

function Loaded({ pair, refs }: LoadedProps) {
  const words = useWords();
  const { t, number } = words;
  const { get } = useAddress();
  const role = knownValue(get('role'), roles);
  const asked = role ? { ...refs, role: [role] } : refs;
  const answer = useQuery(LegalBasesDocument, asked);
  const comparison = answer.data?.compare;
  const title = comparison ? t('title.legalBases', titles(comparison)) : '';
  useTitle(title);
  if (!comparison) return <Pending {...answer} />;
  const { legalBases } = comparison;
  const names = shortNames(words, comparison);
  const presence = knownValue(get('presence'), presences);
  const issuerLevel = knownValue(get('issuerLevel'), issuerLevels);
  const text = get('text').trim();
  const finds = finder(text);
  const shown = legalBases.filter(
    (row) =>
      (!presence || row.presence === presence) &&
      (!issuerLevel || row.legalDocument.issuerLevel === issuerLevel) &&
      finds({ vietnamese: [row.legalDocument.number ?? '', row.legalDocument.title] }),
  );
  const countOf = (value: (typeof presences)[number]) => legalBases.filter((row) => row.presence === value).length;
  return (
    <>
      <h1 className="unseen">{title}</h1>
      <div className="overview">
        <p className="lead">
          {t('overviewLegal', { total: number(legalBases.length), both: number(countOf('BOTH')) })}
        </p>
        <Chips
          name="presence"
          label={t('presence')}
          chips={presences.map((value) => ({
            value,
            symbol: presenceSymbols[value],
            text: t(`presence.${value}`, names),
            count: countOf(value),
          }))}
        />
      </div>
      <Filters names={['role', 'issuerLevel', 'presence', 'text']}>
        <SelectFilter
          name="role"
          label={t('role')}
          all={t('defaultRoles')}
          options={roles.map((role) => [role, t(`role.${role}`)])}
        />
        <SelectFilter
          name="issuerLevel"
          label={t('issuerLevel')}
          options={issuerLevels.map((level) => [level, t(`issuerLevel.${level}`)])}
        />
        <TextFilter />
      </Filters>
      <Shown shown={shown.length} total={legalBases.length} />
      {shown.length > 0 ? (
        <Table comparison={comparison} rows={shown} />
      ) : (
        <p className="empty">{t(legalBases.length ? 'nothing' : 'noneHere')}</p>
      )}
      <ViewLinks
        query={LegalBasesDocument}
        variables={{ ...asked, issuerLevel, presence }}
        csv={{ table: 'compare-legal-bases', parameters: { ...pair, role, issuerLevel, presence } }}
        chosen={pair}
        onlyHere={text ? ['text'] : []}
      />
    </>
  );
}

function Table({ comparison, rows }: { comparison: Comparison; rows: Row[] }) {
  const words = useWords();
  const { t } = words;
  const full = titles(comparison);
  return (
    <table className="pairs stacking" role="table">
      <caption className="unseen">{t('captionLegal', full)}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <Head>{t('legalDocument')}</Head>
          <Head className="left">{full.left}</Head>
          <Head className="right">{full.right}</Head>
        </tr>
      </thead>
      {groups(rows, ({ legalDocument }) => legalDocument.issuerLevel).map(([level, members]) => (
        <Fragment key={level}>
          <GroupHead title={t(`issuerLevel.${level}`)} count={words.number(members.length)} columns={3} />
          <tbody className="entries" role="rowgroup">
            {members.map(({ legalDocument, left, right }) => (
              <tr key={legalDocument.id} className="entry" role="row" data-legal={legalDocument.slug}>
                <th scope="row" role="rowheader" className="name">
                  <SourceLink id={legalDocument.id}>
                    <span className="name-own" lang="vi">
                      {legalDocument.number ?? legalDocument.title}
                    </span>
                  </SourceLink>
                  {legalDocument.number && (
                    <span className="name-other" lang="vi">
                      {legalDocument.title}
                    </span>
                  )}
                  {legalDocument.issuedOn && <span className="place">{dateText(words, legalDocument.issuedOn)}</span>}
                </th>
                <Mentions side="left" mentions={left} title={full.left} />
                <Mentions side="right" mentions={right} title={full.right} />
              </tr>
            ))}
          </tbody>
        </Fragment>
      ))}
    </table>
  );
}

function Mentions({ side, mentions, title }: { side: 'left' | 'right'; mentions: MentionFragment[]; title: string }) {
  const words = useWords();
  const { t, own } = words;
  return (
    <td role="cell" className={`side-cell ${side}`} data-title={title}>
      {mentions.length === 0 ? (
        <span className="none">{t('notCited')}</span>
      ) : (
        <ul className="plain-list jobs">
          {mentions.map(({ id, role, printedNumber, printedDate, document, source, findings }) => (
            <li key={id}>
              <SourceLink id={id}>{t(`role.${role}`)}</SourceLink>
              <span className="place">
                {[
                  t('citedAs', { printed: [printedNumber, printedDate].filter(Boolean).join(', ') || '–' }),
                  own(document, 'title'),
                  linesText(words, source.lines),
                  findings.length > 0 && words.count('flags', findings.length),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      )}
    </td>
  );
}
