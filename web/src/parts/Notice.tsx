import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';

import type { Answer } from '../api/ask.ts';
import { useWords } from '../language/language.ts';

export function Loading() {
  const { t } = useWords();
  return (
    <p className="empty" role="status">
      {t('loading')}
    </p>
  );
}

export function Notice({ children }: { children: ReactNode }) {
  return (
    <div className="notice" role="alert">
      {children}
    </div>
  );
}

// Pending stands where an answer is not there: it is loading, or failed.
export function Pending({ error, again }: Answer<unknown>) {
  const { t } = useWords();
  if (!error) return <Loading />;
  return (
    <Notice>
      <p>{t(`error.${error.code}`)}</p>
      {error.requestId && (
        <p className="hint">
          {t('serverSays', { message: error.message })}
          <br />
          {t('requestId', { id: error.requestId })}
        </p>
      )}
      <Button className="plain" onPress={again}>
        {t('retry')}
      </Button>
    </Notice>
  );
}
