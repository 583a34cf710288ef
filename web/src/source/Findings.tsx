import type { FlagFragment } from '../api/generated.ts';
import { useWords } from '../language/language.ts';
import { FlagItem } from '../parts/Caveats.tsx';

// Findings lists what editors noticed about a record, or says that there is nothing.
export function Findings({ findings }: { findings: FlagFragment[] }) {
  const { t } = useWords();
  if (findings.length === 0) return t('noFindings');
  return (
    <ul>
      {findings.map((finding) => (
        <FlagItem key={finding.id} finding={finding} />
      ))}
    </ul>
  );
}
