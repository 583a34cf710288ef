import type { FlagFragment, WordsFragment } from '../api/generated.ts';
import { plain } from '../format/figure.ts';
import { useWords } from '../language/language.ts';

// Caveats says why a row must be read with care. The findings themselves stand
// in the place of the caveat that only says that there are some.
export function Caveats({ caveats, findings = [] }: { caveats: WordsFragment[]; findings?: FlagFragment[] }) {
  const words = useWords();
  const said = findings.length > 0 ? caveats.filter(({ kind }) => kind !== 'FINDING') : caveats;
  const flags = [...new Map(findings.map((finding) => [finding.id, finding])).values()];
  if (said.length + flags.length === 0) return null;
  return (
    <details className="caveats">
      <summary>{words.count('caveats', said.length + flags.length)}</summary>
      <ul>
        {said.map((caveat, index) => (
          <li key={index}>{plain(words, words.own(caveat, 'message'))}</li>
        ))}
        {flags.map((finding) => (
          <FlagItem key={finding.id} finding={finding} />
        ))}
      </ul>
    </details>
  );
}

export function FlagItem({ finding }: { finding: FlagFragment }) {
  const words = useWords();
  return (
    <li className={`finding ${finding.severity}`}>
      <strong>{words.t(`severity.${finding.severity}`)}:</strong> {plain(words, words.own(finding, 'message'))}
    </li>
  );
}
