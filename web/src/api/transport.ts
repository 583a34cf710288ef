// Sends requests to the server that sent this page, and judges what comes back.
import { apiErrors, ConnectionError, isObject } from './failure.ts';

export interface Reply {
  response: Response;
  body: unknown; // the parsed JSON; undefined when the text is not JSON
}

// fetchJson throws a ConnectionError when nothing answers, and the signal's reason
// when it was aborted.
export async function fetchJson(address: string, init: RequestInit & { signal: AbortSignal }): Promise<Reply> {
  try {
    const response = await fetch(address, init);
    return { response, body: parsed(await response.text()) };
  } catch (cause) {
    init.signal.throwIfAborted();
    throw new ConnectionError('UNREACHABLE', String(cause));
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// postQuery returns the data of a GraphQL response, or throws when there is any error:
// a page that shows half an answer would mislead.
export async function postQuery(query: string, variables: unknown, signal: AbortSignal): Promise<unknown> {
  const reply = await fetchJson('/graphql', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json, application/json' },
    body: JSON.stringify({ query, variables }),
    signal,
  });
  const { response, body } = reply;
  if (!isObject(body)) throw notTheApi(reply);
  const errors = apiErrors(body.errors, response.headers.get('X-Request-Id'));
  if (errors?.[0]) throw errors[0];
  if (!errors || !response.ok || !isObject(body.data)) throw notTheApi(reply);
  return body.data;
}

// notTheApi is the error for an answer of another form than was asked for.
export function notTheApi({ response }: Reply): ConnectionError {
  const type = response.headers.get('Content-Type') ?? 'no content type';
  return new ConnectionError('NOT_THE_API', `HTTP ${response.status}, ${type}`);
}
