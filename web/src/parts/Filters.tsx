import { useId, type ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';
import { Input } from 'react-aria-components/Input';
import { Label } from 'react-aria-components/Label';
import { SearchField } from 'react-aria-components/SearchField';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';

import { useAddress } from '../address.ts';
import type { Answer } from '../api/ask.ts';
import { useWords } from '../language/language.ts';
import { ListFailure } from './Notice.tsx';

// Filters holds the filters of a page; names are their parameters in the address.
export function Filters({ names, children }: { names: string[]; children: ReactNode }) {
  const { t } = useWords();
  const { get, go } = useAddress();
  return (
    <div className="filters" role="group" aria-label={t('filters')}>
      {children}
      {names.some(get) && (
        <Button className="plain" onPress={() => go(Object.fromEntries(names.map((name) => [name, null])))}>
          {t('clear')}
        </Button>
      )}
    </div>
  );
}

interface SelectProps {
  name: string;
  label: string;
  options: [value: string, text: string][];
  all?: string;
  // source is the answer that the options are made of, where they are loaded.
  source?: Answer<unknown>;
}

// SelectFilter narrows by one value. It uses the browser's own list, which phones and
// screen readers handle best.
export function SelectFilter({ name, label, options, all, source }: SelectProps) {
  const { t } = useWords();
  const { get, go } = useAddress();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={get(name)} onChange={(event) => go({ [name]: event.target.value })}>
        <option value="">{all ?? t('all')}</option>
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
      {source && <ListFailure {...source} />}
    </div>
  );
}

// TextFilter narrows while the reader types. Typing replaces the address, as a history
// entry for every letter would make "back" useless.
export function TextFilter() {
  const { t } = useWords();
  const { get, go } = useAddress();
  return (
    <SearchField className="grow" value={get('text')} onChange={(text) => go({ text }, { replace: true })}>
      <Label>{t('text')}</Label>
      <Input autoComplete="off" spellCheck="false" />
    </SearchField>
  );
}

export interface Chip {
  value: string;
  symbol: string;
  text: string;
  count: number;
}

// Chips are a filter that shows how many rows each of its values has.
export function Chips({ name, label, chips }: { name: string; label: string; chips: Chip[] }) {
  const { get, go } = useAddress();
  const { number } = useWords();
  return (
    <ToggleButtonGroup
      className="chips"
      aria-label={label}
      selectedKeys={get(name) ? [get(name)] : []}
      onSelectionChange={([value]) => go({ [name]: value ? String(value) : null })}
    >
      {chips.map(({ value, symbol, text, count }) => (
        <ToggleButton key={value} id={value} className={`chip ${value}`}>
          <span className="symbol" aria-hidden="true">
            {symbol}
          </span>
          <span>{text}</span>
          <strong>{number(count)}</strong>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}

// Shown tells how many rows pass the filters.
export function Shown({ shown, total }: { shown: number; total: number }) {
  const { t, number } = useWords();
  return (
    <p className="shown" role="status">
      {t('shown', { shown: number(shown), total: number(total) })}
    </p>
  );
}
