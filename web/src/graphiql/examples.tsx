// The project's example queries as a menu beside the editor.
import { useGraphiQL, type GraphiQLPlugin } from '@graphiql/react';
import { useEffect, useState } from 'react';

import { preferred, wordsOf } from '../language/language.ts';

interface Example {
  name: string;
  title: string;
  query: string;
}

const { t } = wordsOf(preferred());

export const examplesPlugin: GraphiQLPlugin = { title: t('examples'), icon: Icon, content: Menu };

function Menu() {
  const [examples, setExamples] = useState<Example[]>([]);
  const queryEditor = useGraphiQL(({ queryEditor }) => queryEditor);
  const variableEditor = useGraphiQL(({ variableEditor }) => variableEditor);
  useEffect(() => {
    fetch('/examples.json')
      .then((response) => response.json())
      .then(setExamples, () => setExamples([]));
  }, []);
  const show = ({ query }: Example) => {
    queryEditor?.setValue(query);
    variableEditor?.setValue('');
  };
  return (
    <section aria-labelledby="examples-title">
      <h2 id="examples-title" className="graphiql-history-header">
        {t('examples')}
      </h2>
      <ul className="examples">
        {examples.map((example) => (
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

function Icon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <path d="M4 5h7v14H4zM13 5h7v9h-7z" />
    </svg>
  );
}
