import { Suspense, lazy, useEffect, useMemo, useRef, useState } from 'react';
import { I18nProvider } from 'react-aria-components/I18nProvider';
import { Route, Switch, useLocation } from 'wouter';

import { ComparePage } from './compare/ComparePage.tsx';
import { WordsContext, preferred, remember, useWords, wordsOf, type Language } from './language/language.ts';
import { About } from './parts/About.tsx';
import { ErrorBoundary } from './parts/ErrorBoundary.tsx';
import { Header } from './parts/Header.tsx';
import { Loading, Notice } from './parts/Notice.tsx';
import { SourcePanel } from './source/SourcePanel.tsx';

const MatrixPage = lazy(() => import('./matrix/MatrixPage.tsx'));
const ProgressPage = lazy(() => import('./progress/ProgressPage.tsx'));
const TrajectoryPage = lazy(() => import('./trajectory/TrajectoryPage.tsx'));
const TasksPage = lazy(() => import('./tasks/TasksPage.tsx'));
const LegalBasesPage = lazy(() => import('./legal/LegalBasesPage.tsx'));
const BudgetsPage = lazy(() => import('./budgets/BudgetsPage.tsx'));
const FindingsPage = lazy(() => import('./findings/FindingsPage.tsx'));
const SearchPage = lazy(() => import('./search/SearchPage.tsx'));

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
            <Route path="/" component={ComparePage} />
            <Route path="/matrix" component={MatrixPage} />
            <Route path="/progress" component={ProgressPage} />
            <Route path="/trajectory" component={TrajectoryPage} />
            <Route path="/tasks" component={TasksPage} />
            <Route path="/legal-bases" component={LegalBasesPage} />
            <Route path="/budgets" component={BudgetsPage} />
            <Route path="/findings" component={FindingsPage} />
            <Route path="/search" component={SearchPage} />
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
