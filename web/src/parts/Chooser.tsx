import { Button } from 'react-aria-components/Button';
import { ComboBox } from 'react-aria-components/ComboBox';
import { Header } from 'react-aria-components/Header';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { ListBox, ListBoxItem, ListBoxSection } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';

import type { Answer } from '../api/ask.ts';
import type { YearFragment } from '../api/generated.ts';
import { planYearName } from '../format/figure.ts';
import { groups } from '../format/text.ts';
import { useWords } from '../language/language.ts';
import { finder, provinceNames } from '../search/rules.ts';
import { ListFailure } from './Notice.tsx';

export interface Option {
  id: string;
  name: string;
  group: string;
  province?: string; // whose other names find it as well
}

interface Props {
  label: string;
  className?: string;
  options: Option[];
  // source is the answer that the options are made of.
  source: Answer<unknown>;
  value: string | null;
  onChange: (id: string) => void;
}

// Chooser picks one of many by typing or from a list in groups. Where the list could
// not be loaded, it says so and offers to try again.
export function Chooser({ label, className = '', options, source, value, onChange }: Props) {
  const { t } = useWords();
  const others = new Map(options.map(({ name, province }) => [name, province ? provinceNames(province) : []]));
  return (
    <ComboBox
      className={`chooser ${className}`}
      menuTrigger="focus"
      value={value}
      onChange={(id) => id !== null && onChange(String(id))}
      defaultFilter={(name, typed) => finder(typed)({ vietnamese: [name, ...(others.get(name) ?? [])] })}
    >
      <Label>{label}</Label>
      <div className="chooser-field">
        <Input />
        <Button aria-label={t('choose')}>
          <span aria-hidden="true">▾</span>
        </Button>
      </div>
      <ListFailure {...source} />
      <Popover className="chooser-list">
        <ListBox>
          {groups(options, (option) => option.group).map(([group, members]) => (
            <ListBoxSection key={group} id={`group ${group}`}>
              <Header>{group}</Header>
              {members.map(({ id, name }) => (
                <ListBoxItem key={id} id={id} textValue={name}>
                  {name}
                </ListBoxItem>
              ))}
            </ListBoxSection>
          ))}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

interface PlanYearProps extends Omit<Props, 'options' | 'source'> {
  planYears: Answer<YearFragment[]>;
  // without are the plan years that are not offered.
  without?: string[];
}

// PlanYearChooser picks a province and year.
export function PlanYearChooser({ planYears, without = [], ...props }: PlanYearProps) {
  const offered = (planYears.data ?? []).filter(({ id }) => !without.includes(id));
  const options = offered.map((planYear) => ({
    id: planYear.id,
    name: planYearName(planYear),
    group: planYear.province.name,
    province: planYear.province.name,
  }));
  return <Chooser options={options} source={planYears} {...props} />;
}
