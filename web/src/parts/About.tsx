import { DatasetDocument } from '../api/generated.ts';
import { useQuery } from '../api/ask.ts';
import { useWords } from '../language/language.ts';

// About says which data is shown, and warns of data that is not real.
export function About() {
  const { t } = useWords();
  const dataset = useQuery(DatasetDocument, {}).data?.dataset;
  return (
    <footer className="about">
      {dataset && (
        <>
          {dataset.synthetic && <p className="notice">{t('synthetic')}</p>}
          <p>
            {t('release', { release: dataset.release, licence: dataset.licence })} ·{' '}
            <a href="/download/dataset.zip">{t('download')}</a>
          </p>
        </>
      )}
    </footer>
  );
}
