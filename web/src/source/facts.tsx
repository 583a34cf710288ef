import type { ReactNode } from 'react';
import { Heading as DialogHeading } from 'react-aria-components/Heading';

import type { Level, PlaceFragment } from '../api/generated.ts';
import { dateText, ranges } from '../format/figure.ts';
import { useWords } from '../language/language.ts';
import type { Key } from '../language/words.ts';
import { Name } from '../parts/Name.tsx';

interface HeadingProps {
  title: string;
  level?: Level;
  of?: { name: string; nameEn: string };
  detail?: string;
}

export function Heading({ title, level = 'ALL', of, detail }: HeadingProps) {
  const { t } = useWords();
  return (
    <header className="panel-heading">
      <DialogHeading slot="title" level={2}>
        {title} {level !== 'ALL' && <small>{t(`level.${level}`)}</small>}
      </DialogHeading>
      {detail && <p className="hint">{detail}</p>}
      {of && (
        <p>
          <Name of={of} />
        </p>
      )}
    </header>
  );
}

// Vietnamese marks text that is Vietnamese whatever the page's language, so
// that it is read aloud rightly.
export function Vietnamese({ text }: { text: string }) {
  return <span lang="vi">{text}</span>;
}

// Wording quotes a record's own words with the document that they are from.
export function Wording({ text, document }: { text: string; document?: PlaceFragment['document'] }) {
  const words = useWords();
  // Archived plans often leave the number blank: "/KH-UBND".
  const number = document && (document.number ?? document.numberPrinted?.replace(/^\s*\//, '…/'));
  return (
    <figure className="wording">
      <blockquote lang="vi">{text}</blockquote>
      {document && (
        <figcaption>
          {[words.own(document, 'title'), number, document.issuedOn && dateText(words, document.issuedOn)]
            .filter(Boolean)
            .join(' · ')}
        </figcaption>
      )}
    </figure>
  );
}

// Places lists where a record stands: document, section, row, lines.
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

// Facts lists what there is; a fact without a value is left out.
export function Facts({ facts }: { facts: [Key, ReactNode][] }) {
  const { t } = useWords();
  return (
    <dl className="facts">
      {facts
        .filter(([, value]) => value !== null && value !== undefined && value !== false && value !== '')
        .map(([key, value]) => (
          <div key={key}>
            <dt>{t(key)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
