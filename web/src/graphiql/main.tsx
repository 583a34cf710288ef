import './workers.ts';

import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { createRoot } from 'react-dom/client';
import 'graphiql/style.css';

import { preferred, wordsOf } from '../language/language.ts';
import { examplesPlugin } from './examples.tsx';
import './graphiql.css';

const { t, language } = wordsOf(preferred());
document.documentElement.lang = language;

const fetcher = createGraphiQLFetcher({ url: '/graphql' });

// The address holds the query and its variables, so that it can be shared.
const parameters = new URLSearchParams(location.search);

function setParameter(name: 'query' | 'variables', text: string) {
  parameters.set(name, text);
  history.replaceState(null, '', `?${parameters}`);
}

createRoot(document.getElementById('graphiql')!).render(
  <GraphiQL
    fetcher={fetcher}
    plugins={[HISTORY_PLUGIN, examplesPlugin]}
    initialQuery={parameters.get('query') ?? undefined}
    initialVariables={parameters.get('variables') ?? undefined}
    defaultQuery={'{\n  dataset {\n    release\n    counts { kind count }\n  }\n}\n'}
    defaultEditorToolsVisibility="variables"
    isHeadersEditorEnabled={false}
    onEditQuery={(text) => setParameter('query', text)}
    onEditVariables={(text) => setParameter('variables', text)}
  >
    <GraphiQL.Logo>
      <a href="/" title={t('backToPages')}>
        Đối Chiếu
      </a>
    </GraphiQL.Logo>
  </GraphiQL>,
);
