import type { FlagFragment, WordsFragment } from '../api/generated.ts';
import { translateEnums } from '../format/figure.ts';
import { useWords } from '../language/language.ts';

// Caveats lists the reasons to read a row with care. The findings themselves replace
// the caveat that only says that there are findings.
export function Caveats({ caveats, findings = [] }: { caveats: WordsFragment[]; findings?: FlagFragment[] }) {
  const words = useWords();
  const listed = findings.length > 0 ? caveats.filter(({ kind }) => kind !== 'FINDING') : caveats;
  const flags = [...new Map(findings.map((finding) => [finding.id, finding])).values()];
  if (listed.length + flags.length === 0) return null;
  return (
    <details className="caveats">
      <summary>{words.count('caveats', listed.length + flags.length)}</summary>
      <ul>
        {listed.map((caveat, index) => (
          <li key={index}>{translateEnums(words, words.own(caveat, 'message'))}</li>
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
      <strong>{words.t(`severity.${finding.severity}`)}:</strong> {translateEnums(words, words.own(finding, 'message'))}
    </li>
  );
}
