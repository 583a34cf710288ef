import { useWords } from '../../language/language.ts';
import { Facts } from '../Facts.tsx';
import { Heading } from '../Heading.tsx';
import type { RecordOf } from '../record.ts';
import { Vietnamese } from '../Vietnamese.tsx';

export function AgencyView({ agency }: { agency: RecordOf<'Agency'> }) {
  const words = useWords();
  return (
    <>
      <Heading title={words.t('searchKind.AGENCY')} of={agency} />
      <Facts
        facts={[
          ['province', agency.agencyProvince && <Vietnamese text={agency.agencyProvince.name} />],
          ['aliases', <Vietnamese text={agency.aliases.join('; ')} />],
          ['record', <code>{agency.id}</code>],
        ]}
      />
    </>
  );
}
