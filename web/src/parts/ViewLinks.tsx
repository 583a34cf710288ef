import { address, useAddress, type Parameters } from '../address.ts';
import type { TypedDocumentString } from '../api/generated.ts';
import { useWords } from '../language/language.ts';
import type { Key } from '../language/words.ts';
import { useDataset } from './registers.ts';

interface Props<Variables> {
  query: TypedDocumentString<unknown, Variables>;
  variables: Variables;
  // csv names the table at /csv that matches this view, where there is one.
  csv?: { table: string; parameters: Parameters };
  // chosen are the parameters in use, including defaults that the address does not name,
  // so that the permanent link stays right when a default changes.
  chosen?: Parameters;
  // onlyHere lists the filters of the page that the CSV table does not support.
  onlyHere?: Key[];
}

// ViewLinks links to the same view in GraphQL and as CSV, and tells how to cite it.
export function ViewLinks<Variables>({ query, variables, csv, chosen = {}, onlyHere = [] }: Props<Variables>) {
  const { t } = useWords();
  const here = useAddress();
  const dataset = useDataset().data;
  const permanent = location.origin + here.with(chosen);
  const graphiql = { query: tidy(query.toString()), variables: JSON.stringify(variables, null, 2) };
  return (
    <section className="view-links" aria-label={t('viewLinks')}>
      <p className="links">
        <a href={address('/graphiql', graphiql)}>{t('asQuery')}</a>
        {csv && (
          <a href={address(`/csv/${csv.table}`, csv.parameters)} download>
            {t('asCsv')}
          </a>
        )}
        <a href={permanent}>{t('permanent')}</a>
      </p>
      {onlyHere.length > 0 && (
        <p className="hint">{t('csvWithout', { filters: onlyHere.map((name) => t(name)).join(', ') })}</p>
      )}
      {dataset && (
        <p className="citation">
          {t('cite')}: <cite>{t('retrieved', { citation: dataset.citation, address: permanent })}</cite>
        </p>
      )}
    </section>
  );
}

// tidy removes the indentation of the generated documents.
function tidy(query: string): string {
  return `${query.replace(/^ {4}/gm, '').trim()}\n`;
}
