import { useWords } from '../language/language.ts';
import { useDataset } from './registers.ts';

// About says which data is shown, and warns of data that is not real.
export function About() {
  const { t } = useWords();
  const dataset = useDataset().data;
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
