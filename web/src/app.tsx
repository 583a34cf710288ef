import { Suspense, lazy, useEffect, useMemo, useRef, useState, type ComponentType } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { Route, Switch, useLocation } from 'wouter';

import { ComparePage } from './compare/ComparePage.tsx';
import { WordsContext, preferred, remember, useWords, wordsOf, type Language } from './language/language.ts';
import { About } from './parts/About.tsx';
import { ErrorBoundary } from './parts/ErrorBoundary.tsx';
import { Header } from './parts/Header.tsx';
import { Loading, Notice } from './parts/Notice.tsx';
import { routes, type Path } from './routes.ts';
import { SourcePanel } from './source/SourcePanel.tsx';

const pages: Record<Path, ComponentType> = {
  '/': ComparePage,
  '/matrix': lazy(() => import('./matrix/MatrixPage.tsx')),
  '/progress': lazy(() => import('./progress/ProgressPage.tsx')),
  '/trajectory': lazy(() => import('./trajectory/TrajectoryPage.tsx')),
  '/tasks': lazy(() => import('./tasks/TasksPage.tsx')),
  '/legal-bases': lazy(() => import('./legal/LegalBasesPage.tsx')),
  '/budgets': lazy(() => import('./budgets/BudgetsPage.tsx')),
  '/findings': lazy(() => import('./findings/FindingsPage.tsx')),
  '/search': lazy(() => import('./search/SearchPage.tsx')),
};

export function App() {
  const [language, setLanguage] = useState<Language>(preferred);
  const words = useMemo(() => wordsOf(language, navigator.languages), [language]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choose = (chosen: Language) => {
    remember(chosen);
    setLanguage(chosen);
  };
  return (
    <WordsContext value={words}>
      <I18nProvider locale={words.locale}>
        <Header onLanguage={choose} />
        <Main />
        <About />
        <SourcePanel />
      </I18nProvider>
    </WordsContext>
  );
}

function Main() {
  const [path] = useLocation();
  const main = useFocusOnNewPage(path);
  return (
    <main id="main" tabIndex={-1} ref={main}>
      <ErrorBoundary key={path}>
        <Suspense fallback={<Loading />}>
          <Switch>
            {routes.map(({ path }) => (
              <Route key={path} path={path} component={pages[path]} />
            ))}
            <Route component={NoSuchPage} />
          </Switch>
        </Suspense>
      </ErrorBoundary>
    </main>
  );
}

// useFocusOnNewPage moves the focus to the page's content when a link led to
// another page, as a browser would.
function useFocusOnNewPage(path: string) {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(path);
  useEffect(() => {
    if (shown.current !== path) main.current?.focus();
    shown.current = path;
  }, [path]);
  return main;
}

function NoSuchPage() {
  const { t } = useWords();
  return <Notice>{t('notFound')}</Notice>;
}
