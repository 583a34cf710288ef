import { linesText } from '../../format/figure.ts';
import { useWords } from '../../language/language.ts';
import { SourceLink } from '../../parts/FigureLink.tsx';
import { Facts } from '../Facts.tsx';
import { Heading } from '../Heading.tsx';
import { legalDocumentFacts, legalDocumentName } from '../legalDocument.tsx';
import type { RecordOf } from '../record.ts';
import { Wording } from '../Wording.tsx';

export function LegalDocumentView({ document }: { document: RecordOf<'LegalDocument'> }) {
  const words = useWords();
  const mentions = document.mentions.map(({ id, document, source }) => (
    <li key={id}>
      <SourceLink id={id}>
        {words.own(document, 'title')}, {linesText(words, source.lines)}
      </SourceLink>
    </li>
  ));
  return (
    <>
      <Heading title={legalDocumentName(document)} detail={words.t('searchKind.LEGAL_DOCUMENT')} />
      <Wording text={document.legalTitle} />
      <Facts
        facts={[
          ...legalDocumentFacts(words, document),
          ['citedBy', mentions.length > 0 && <ul>{mentions}</ul>],
          ['record', <code>{document.id}</code>],
        ]}
      />
    </>
  );
}
