// Records found by what somebody types.
import { useState } from 'react';
import { Button } from 'react-aria-components/Button';

import { knownValue, useAddress } from '../address.ts';
import { ask, useAnswer } from '../api/ask.ts';
import { SearchDocument, type SearchKind, type SearchQuery } from '../api/generated.ts';
import { useWords } from '../language/language.ts';
import { SourceLink } from '../parts/FigureLink.tsx';
import { Filters, SelectFilter } from '../parts/Filters.tsx';
import { Pending } from '../parts/Notice.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { ViewLinks } from '../parts/ViewLinks.tsx';

type Found = SearchQuery['search']['nodes'][number];
type Part = Found['title'][number];

const kinds: SearchKind[] = ['INDICATOR', 'TARGET', 'TASK', 'LEGAL_DOCUMENT', 'AGENCY', 'PROVINCE', 'FINDING'];

export default function SearchPage() {
  const { t } = useWords();
  const { get } = useAddress();
  const text = get('text');
  const kind = knownValue(get('kind'), kinds);
  useTitle(t('title.search'));
  return (
    <>
      <h1>{t('title.search')}</h1>
      <p className="hint">{t('searchHint')}</p>
      <Filters names={['kind']}>
        <SelectFilter name="kind" label={t('kind')} options={kinds.map((one) => [one, t(`searchKind.${one}`)])} />
      </Filters>
      {text && <Results key={`${kind} ${text}`} text={text} kind={kind} />}
    </>
  );
}

function Results({ text, kind }: { text: string; kind: SearchKind | null }) {
  const { count, t } = useWords();
  const [pages, setPages] = useState(1);
  const variables = { text, kinds: kind && [kind] };
  const answer = useAnswer(`search ${JSON.stringify(variables)} ${pages}`, (signal) =>
    readPages(variables, pages, signal),
  );
  if (!answer.data) return <Pending {...answer} />;
  const { found, total, more } = answer.data;
  return (
    <>
      <p className="shown" role="status">
        {count('found', total)}
      </p>
      <ul className="plain-list results-list">
        {found.map((result) => (
          <Result key={result.record.id} result={result} />
        ))}
      </ul>
      {more && (
        <Button className="plain" onPress={() => setPages(pages + 1)}>
          {t('showMore')}
        </Button>
      )}
      <ViewLinks query={SearchDocument} variables={variables} />
    </>
  );
}

interface Search {
  text: string;
  kinds: SearchKind[] | null;
}

// readPages reads the first pages of a search. Pages that were shown before come from
// the cache.
async function readPages(variables: Search, pages: number, signal: AbortSignal) {
  const found: Found[] = [];
  for (let page = 0, after: string | null = null; ; page++) {
    const { search }: SearchQuery = await ask(SearchDocument, { ...variables, after }, signal);
    found.push(...search.nodes);
    after = search.pageInfo.endCursor;
    const more = search.pageInfo.hasNextPage;
    if (!more || page + 1 >= pages) return { found, total: search.totalCount, more };
  }
}

function Result({ result }: { result: Found }) {
  const { t } = useWords();
  const { kind, record, title, titleEn } = result;
  return (
    <li data-record={record.id}>
      <span className="kind">{t(`searchKind.${kind}`)}</span>{' '}
      <SourceLink id={record.id}>
        <span lang="vi">
          <Marked parts={title} />
        </span>
      </SourceLink>
      {titleEn && (
        <span className="name-other" lang="en">
          <Marked parts={titleEn} />
        </span>
      )}
    </li>
  );
}

function Marked({ parts }: { parts: Part[] }) {
  return parts.map(({ text, marked }, index) => (marked ? <mark key={index}>{text}</mark> : text));
}
