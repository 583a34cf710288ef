import { useWords } from '../../language/language.ts';
import { SourceLink } from '../../parts/FigureLink.tsx';
import { Facts } from '../Facts.tsx';
import { Findings } from '../Findings.tsx';
import { Heading } from '../Heading.tsx';
import { legalDocumentFacts, legalDocumentName } from '../legalDocument.tsx';
import { Places } from '../Places.tsx';
import type { RecordOf } from '../record.ts';
import { Wording } from '../Wording.tsx';

export function CitationView({ citation }: { citation: RecordOf<'Citation'> }) {
  const words = useWords();
  return (
    <>
      <Heading title={legalDocumentName(citation.legalDocument)} detail={words.t(`role.${citation.role}`)} />
      <Wording text={citation.legalDocument.legalTitle} document={citation.source.document} />
      <Places sources={[citation.source]} />
      <Facts
        facts={[
          ['printed', [citation.printedNumber, citation.printedDate].filter(Boolean).join(' · ')],
          ...legalDocumentFacts(words, citation.legalDocument),
          ['concerns', citation.record && <SourceLink id={citation.record.id}>{citation.record.id}</SourceLink>],
          ['findings', <Findings findings={citation.findings} />],
          ['record', <code>{citation.id}</code>],
        ]}
      />
    </>
  );
}
