import { Heading as DialogHeading } from 'react-aria-components/Heading';

import type { Level } from '../api/generated.ts';
import { useWords } from '../language/language.ts';
import { Name } from '../parts/Name.tsx';

interface Props {
  title: string;
  level?: Level;
  of?: { name: string; nameEn: string };
  detail?: string;
}

export function Heading({ title, level = 'ALL', of, detail }: Props) {
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
