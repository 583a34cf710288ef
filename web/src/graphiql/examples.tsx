// The project's example queries as a menu beside the editor.
import { useGraphiQL, type GraphiQLPlugin } from '@graphiql/react';

import { useAnswer } from '../api/ask.ts';
import { isObject } from '../api/failure.ts';
import { fetchJson, notTheApi } from '../api/transport.ts';
import { preferred, wordsOf } from '../language/language.ts';

interface Example {
  name: string;
  title: string;
  query: string;
}

const { t } = wordsOf(preferred());

export const examplesPlugin: GraphiQLPlugin = { title: t('examples'), icon: Icon, content: Menu };

function Menu() {
  const { data: examples, error, again } = useAnswer('examples', readExamples);
  const queryEditor = useGraphiQL(({ queryEditor }) => queryEditor);
  const variableEditor = useGraphiQL(({ variableEditor }) => variableEditor);
  const show = ({ query }: Example) => {
    queryEditor?.setValue(query);
    variableEditor?.setValue('');
  };
  return (
    <section aria-labelledby="examples-title">
      <h2 id="examples-title" className="graphiql-history-header">
        {t('examples')}
      </h2>
      {error && (
        <p role="alert">
          {t('listFailed')}{' '}
          <button type="button" onClick={again}>
            {t('retry')}
          </button>
        </p>
      )}
      <ul className="examples">
        {examples?.map((example) => (
          <li key={example.name}>
            <button type="button" className="graphiql-un-styled" onClick={() => show(example)}>
              {example.title}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

async function readExamples(signal: AbortSignal): Promise<Example[]> {
  const reply = await fetchJson('/examples.json', { signal });
  const { response, body } = reply;
  if (!response.ok || !Array.isArray(body) || !body.every(isExample)) throw notTheApi(reply);
  return body;
}

function isExample(value: unknown): value is Example {
  return isObject(value) && ['name', 'title', 'query'].every((field) => typeof value[field] === 'string');
}

function Icon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M4 5h7v14H4zM13 5h7v9h-7z" />
    </svg>
  );
}
