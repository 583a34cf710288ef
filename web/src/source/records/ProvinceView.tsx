import { dateText } from '../../format/figure.ts';
import { useWords } from '../../language/language.ts';
import { SourceLink } from '../../parts/FigureLink.tsx';
import { Facts } from '../Facts.tsx';
import { Heading } from '../Heading.tsx';
import type { RecordOf } from '../record.ts';

export function ProvinceView({ province }: { province: RecordOf<'Province'> }) {
  const words = useWords();
  const { mergedInto, mergedOn, planYears } = province;
  return (
    <>
      <Heading title={words.t('searchKind.PROVINCE')} of={province} />
      <Facts
        facts={[
          ['code', province.code],
          ['mergedInto', mergedInto && <SourceLink id={mergedInto.id}>{mergedInto.name}</SourceLink>],
          ['mergedOn', mergedOn && dateText(words, mergedOn)],
          ['planYears', planYears.map(({ year }) => year).join(', ')],
          ['record', <code>{province.id}</code>],
        ]}
      />
    </>
  );
}
