import type { PlaceFragment } from '../api/generated.ts';
import { ranges } from '../format/figure.ts';
import { useWords } from '../language/language.ts';

// Places lists where a record is printed: document, section, row and lines.
export function Places({ sources }: { sources: PlaceFragment[] }) {
  const { t, own } = useWords();
  if (sources.length === 0) return null;
  return (
    <table className="places">
      <thead>
        <tr>
          <th scope="col">{t('document')}</th>
          <th scope="col">{t('section')}</th>
          <th scope="col">{t('row')}</th>
          <th scope="col">{t('sourceLines')}</th>
        </tr>
      </thead>
      <tbody>
        {sources.map(({ document, section, row, lines }, index) => (
          <tr key={index}>
            <td>
              {own(document, 'title')} <code>{document.slug}</code>
            </td>
            <td lang="vi">{section ?? '–'}</td>
            <td lang="vi">{row ?? '–'}</td>
            <td>{t('linesOf', { lines: ranges(lines), total: document.lines })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
