// The findings that editors work through: what is odd, where, and in which records.
import { knownValue, useAddress } from '../address.ts';
import { askAll, useAnswer } from '../api/ask.ts';
import {
  FindingsDocument,
  type FindingKind,
  type FindingWhere,
  type FindingsQuery,
  type Severity,
} from '../api/generated.ts';
import { linesText, translateEnums } from '../format/figure.ts';
import { useWords } from '../language/language.ts';
import { SourceLink } from '../parts/FigureLink.tsx';
import { Filters, SelectFilter, Shown, TextFilter } from '../parts/Filters.tsx';
import { Pending } from '../parts/Notice.tsx';
import { useDataset, usePlanYears } from '../parts/registers.ts';
import { Head } from '../parts/Table.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { ViewLinks } from '../parts/ViewLinks.tsx';
import { finder } from '../search/rules.ts';

type Finding = FindingsQuery['findings']['nodes'][number];

const severities: Severity[] = ['ERROR', 'WARNING', 'NOTE'];
const kinds: FindingKind[] = [
  'TOTAL_MISMATCH',
  'RATIO_MISMATCH',
  'TWO_DATES',
  'TWO_DOCUMENTS_ONE_NUMBER',
  'BODY_AGAINST_ANNEX',
  'TARGET_BELOW_RESULT',
  'OUT_OF_RANGE',
  'REPEATED_RATIO',
  'IMPOSSIBLE_DATE',
  'UNIT_SLIP',
  'OTHER_PROVINCE',
  'MISPRINT',
  'INCONSISTENT_FIGURES',
  'NUMBERING_GAP',
  'MISSING_PART',
  'AMBIGUOUS',
  'MISLABELLED_FIGURE',
];

export default function FindingsPage() {
  const { t } = useWords();
  const { get } = useAddress();
  const where: FindingWhere = {
    document: get('document') || null,
    province: get('province') || null,
    kind: knownValue(get('kind'), kinds),
    severity: knownValue(get('severity'), severities),
  };
  useTitle(t('title.findings'));
  return (
    <>
      <h1>{t('title.findings')}</h1>
      <FindingFilters />
      <Loaded where={where} />
    </>
  );
}

function FindingFilters() {
  const { t, own } = useWords();
  const dataset = useDataset();
  const planYears = usePlanYears();
  const documents = dataset.data?.documents ?? [];
  const provinces = new Map((planYears.data ?? []).map(({ province }) => [province.slug, province]));
  return (
    <Filters names={['document', 'province', 'kind', 'severity', 'text']}>
      <SelectFilter
        name="document"
        label={t('document')}
        options={documents.map((one) => [one.slug, own(one, 'title')])}
        source={dataset}
      />
      <SelectFilter
        name="province"
        label={t('province')}
        options={[...provinces].map(([slug, one]) => [slug, one.name])}
        source={planYears}
      />
      <SelectFilter name="kind" label={t('kind')} options={kinds.map((kind) => [kind, t(`kind.${kind}`)])} />
      <SelectFilter
        name="severity"
        label={t('severity')}
        options={severities.map((one) => [one, t(`severity.${one}`)])}
      />
      <TextFilter />
    </Filters>
  );
}

function Loaded({ where }: { where: FindingWhere }) {
  const { t } = useWords();
  const { get } = useAddress();
  const answer = useAnswer(`findings ${JSON.stringify(where)}`, (signal) =>
    askAll(FindingsDocument, { where }, (data) => data.findings, signal),
  );
  const findings = answer.data;
  if (!findings) return <Pending {...answer} />;
  const text = get('text').trim();
  const finds = finder(text);
  const shown = findings.filter(({ message, messageEn }) => finds({ vietnamese: [message], english: [messageEn] }));
  return (
    <>
      <Shown shown={shown.length} total={findings.length} />
      {shown.length > 0 ? <Table findings={shown} /> : <p className="empty">{t('nothing')}</p>}
      <ViewLinks
        query={FindingsDocument}
        variables={{ where }}
        csv={{ table: 'findings', parameters: { ...where } }}
        onlyHere={text ? ['text'] : []}
      />
    </>
  );
}

function Table({ findings }: { findings: Finding[] }) {
  const { t } = useWords();
  return (
    <table className="findings lines stacking" role="table">
      <caption className="unseen">{t('captionFindings')}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <Head>{t('kind')}</Head>
          <Head>{t('message')}</Head>
          <Head>{t('place')}</Head>
          <Head>{t('records')}</Head>
        </tr>
      </thead>
      <tbody role="rowgroup">
        {findings.map((finding) => (
          <FindingRow key={finding.id} finding={finding} />
        ))}
      </tbody>
    </table>
  );
}

function FindingRow({ finding }: { finding: Finding }) {
  const words = useWords();
  const { t, own } = words;
  const { id, kind, severity, computed, records, sources } = finding;
  return (
    <tr role="row" className="entry" data-finding={id}>
      <th scope="row" role="rowheader" className="name">
        <SourceLink id={id}>{t(`kind.${kind}`)}</SourceLink>
        <span className={`finding ${severity}`}>
          <strong>{t(`severity.${severity}`)}</strong>
        </span>
        <span className="place">{t(computed ? 'computed' : 'read')}</span>
      </th>
      <td role="cell">{translateEnums(words, own(finding, 'message'))}</td>
      <td role="cell">
        <ul className="plain-list">
          {sources.map(({ document, section, row, lines }, index) => (
            <li key={index}>
              {own(document, 'title')}
              <span className="place">{[section, row, linesText(words, lines)].filter(Boolean).join(' · ')}</span>
            </li>
          ))}
        </ul>
      </td>
      <td role="cell">
        <ul className="plain-list">
          {records.map((record) => (
            <li key={record.id}>
              <SourceLink id={record.id}>
                <code>{record.id}</code>
              </SourceLink>
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}
