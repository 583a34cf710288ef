import type { ReactNode } from 'react';
import { Button } from 'react-aria-components/Button';

import { useAddress } from '../address.ts';
import type { Answer } from '../api/ask.ts';
import { ApiError, ConnectionError, type Failure, type UnknownName } from '../api/failure.ts';
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

// Pending is shown until there is an answer: a note that it is loading, or why it failed.
export function Pending({ error, again }: Answer<unknown>) {
  const { t } = useWords();
  if (!error) return <Loading />;
  if (error instanceof ApiError && error.unknownNames.length > 0) return <Unknown names={error.unknownNames} />;
  return (
    <Notice>
      <p>{t(`error.${error.code}`)}</p>
      <Details error={error} />
      <Button className="plain" onPress={again}>
        {t('retry')}
      </Button>
    </Notice>
  );
}

// Details helps whoever looks into a failure: what came in the API's place, or the
// server's own words. The browser's
// words for a network failure add nothing.
function Details({ error }: { error: Failure }) {
  const { t } = useWords();
  if (error instanceof ConnectionError) {
    return error.code === 'NOT_THE_API' && <p className="hint">{t('answeredInstead', { answer: error.message })}</p>;
  }
  if (!error.requestId) return null;
  return (
    <p className="hint">
      {t('serverSays', { message: error.message })}
      <br />
      {t('requestId', { id: error.requestId })}
    </p>
  );
}

// ListFailure stands below a chooser whose list could not be loaded.
export function ListFailure({ error, again }: Answer<unknown>) {
  const { t } = useWords();
  if (!error) return null;
  return (
    <p className="hint" role="status">
      {t('listFailed')}{' '}
      <Button slot={null} className="plain" onPress={again}>
        {t('retry')}
      </Button>
    </p>
  );
}

// Unknown lists the names in the address that the dataset does not have, and offers to
// replace each by the name that was probably meant, or to remove it.
function Unknown({ names }: { names: UnknownName[] }) {
  const { t } = useWords();
  const { go } = useAddress();
  return (
    <Notice>
      {names.map(({ argument, name, suggestion }) => {
        const parameter = argument.split('.').pop()!;
        return (
          <p key={argument}>
            {t('unknownName', { name })}{' '}
            {suggestion && (
              <Button className="plain" onPress={() => go({ [parameter]: suggestion })}>
                {t('useInstead', { name: suggestion })}
              </Button>
            )}{' '}
            <Button className="plain" onPress={() => go({ [parameter]: null })}>
              {t('leaveOut')}
            </Button>
          </p>
        );
      })}
    </Notice>
  );
}
