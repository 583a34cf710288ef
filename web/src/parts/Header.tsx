import { type FormEvent, useEffect, useRef, useState } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { Link, useLocation } from 'wouter';

import { address, useAddress, type Address } from '../address.ts';
import { useWords, type Language } from '../language/language.ts';
import type { Key } from '../language/words.ts';

export function Header({ onLanguage }: { onLanguage: (language: Language) => void }) {
  const { t, language } = useWords();
  return (
    <header className="top">
      <a className="skip" href="#main">
        {t('skip')}
      </a>
      <Link className="brand" href="/">
        <span className="brand-mark" aria-hidden="true" />
        Đối Chiếu
      </Link>
      <p className="tagline">{t('tagline')}</p>
      <SearchBox />
      <ToggleButtonGroup
        className="languages"
        aria-label={t('language')}
        disallowEmptySelection
        selectedKeys={[language]}
        onSelectionChange={([chosen]) => onLanguage(chosen as Language)}
      >
        <ToggleButton id="vi" lang="vi">
          Tiếng Việt
        </ToggleButton>
        <ToggleButton id="en" lang="en">
          English
        </ToggleButton>
      </ToggleButtonGroup>
      <Pages />
    </header>
  );
}

function SearchBox() {
  const { t } = useWords();
  const { get } = useAddress();
  const [path, navigate] = useLocation();
  const asked = path === '/search' ? get('text') : '';
  const [text, setText] = useState(asked);
  useEffect(() => setText(asked), [asked]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    navigate(address('/search', { text: text.trim() }));
  };
  return (
    <form className="search-box" role="search" onSubmit={submit}>
      <input
        type="search"
        aria-label={t('searchText')}
        placeholder={t('searchShort')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="plain">
        {t('search')}
      </button>
    </form>
  );
}

const pages: { path: string; name: Key; keeps: (now: Address) => Record<string, string> }[] = [
  { path: '/', name: 'page.compare', keeps: sides },
  { path: '/matrix', name: 'page.matrix', keeps: () => ({}) },
  { path: '/progress', name: 'page.progress', keeps: ({ get }) => ({ planYear: get('planYear') || get('left') }) },
  { path: '/trajectory', name: 'page.trajectory', keeps: () => ({}) },
  { path: '/tasks', name: 'page.tasks', keeps: sides },
  { path: '/legal-bases', name: 'page.legalBases', keeps: sides },
  { path: '/budgets', name: 'page.budgets', keeps: () => ({}) },
  { path: '/findings', name: 'page.findings', keeps: () => ({}) },
];

// The same two plan years can be looked at on several pages.
function sides({ get }: Address) {
  return { left: get('left'), right: get('right') };
}

function Pages() {
  const { t } = useWords();
  const now = useAddress();
  const nav = useRef<HTMLElement>(null);
  // On a phone the pages are one line that scrolls; the current one is in sight.
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [now.path]);
  return (
    <nav className="pages" aria-label={t('pages')} ref={nav}>
      {pages.map(({ path, name, keeps }) => (
        <Link key={path} href={address(path, keeps(now))} aria-current={now.path === path ? 'page' : undefined}>
          {t(name)}
        </Link>
      ))}
      <a href="/graphiql">{t('page.graphiql')}</a>
    </nav>
  );
}
