import { type FormEvent, useEffect, useRef, useState } from 'react';
import { ToggleButton } from 'react-aria-components/ToggleButton';
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup';
import { Link, useLocation } from 'wouter';

import { address, useAddress } from '../address.ts';
import { useWords, type Language } from '../language/language.ts';
import { routes } from '../routes.ts';

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
  const searched = path === '/search' ? get('text') : '';
  const [text, setText] = useState(searched);
  const [previous, setPrevious] = useState(searched);
  if (previous !== searched) {
    setPrevious(searched);
    setText(searched);
  }
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

function Pages() {
  const { t } = useWords();
  const current = useAddress();
  const nav = useRef<HTMLElement>(null);
  // On a phone the pages are one line that scrolls; the current one is in sight.
  useEffect(() => {
    nav.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [current.path]);
  return (
    <nav className="pages" aria-label={t('pages')} ref={nav}>
      {routes.map(
        (route) =>
          'name' in route && (
            <Link
              key={route.path}
              href={address(route.path, 'carried' in route ? route.carried(current) : {})}
              aria-current={current.path === route.path ? 'page' : undefined}
            >
              {t(route.name)}
            </Link>
          ),
      )}
      <a href="/graphiql">{t('page.graphiql')}</a>
    </nav>
  );
}
