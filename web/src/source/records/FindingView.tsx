import { useWords } from '../../language/language.ts';
import { FlagItem } from '../../parts/Caveats.tsx';
import { SourceLink } from '../../parts/FigureLink.tsx';
import { Facts } from '../Facts.tsx';
import { Heading } from '../Heading.tsx';
import { Places } from '../Places.tsx';
import type { RecordOf } from '../record.ts';

export function FindingView({ finding }: { finding: RecordOf<'Finding'> }) {
  const words = useWords();
  const records = finding.records.map(({ id }) => (
    <li key={id}>
      <SourceLink id={id}>{id}</SourceLink>
    </li>
  ));
  return (
    <>
      <Heading title={words.t(`kind.${finding.kind}`)} detail={words.t(finding.computed ? 'computed' : 'read')} />
      <ul className="plain-list">
        <FlagItem finding={finding} />
      </ul>
      <Places sources={finding.sources} />
      <Facts
        facts={[
          ['concerns', records.length > 0 && <ul>{records}</ul>],
          ['record', <code>{finding.id}</code>],
        ]}
      />
    </>
  );
}
