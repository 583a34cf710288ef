// Talks to the GraphQL API of the server that sent this page.
import { useCallback, useEffect, useState } from 'react';

import type { TypedDocumentString } from './generated.ts';

const codes = ['BAD_USER_INPUT', 'NOT_FOUND', 'LIMIT_EXCEEDED', 'TIMEOUT', 'INTERNAL'] as const;

// UnknownName is a name in a filter that nothing in the dataset has.
export interface UnknownName {
  argument: string; // where.province
  name: string;
  suggestion?: string;
}

// ApiError says why there is no data: the API's code where there is one,
// UNREACHABLE when no server answered. The message is the server's own.
export class ApiError extends Error {
  constructor(
    readonly code: (typeof codes)[number] | 'OTHER' | 'UNREACHABLE',
    message: string,
    readonly requestId: string | null = null,
    readonly unknownNames: UnknownName[] = [],
  ) {
    super(message);
  }
}

type Query<Data, Variables> = TypedDocumentString<Data, Variables>;

const answers = new Map<string, Promise<unknown>>();

// ask returns the data, or throws an ApiError when there is any error: a page
// that shows half an answer would mislead. An answer is kept until the page is left.
export function ask<Data, Variables>(query: Query<Data, Variables>, variables: Variables): Promise<Data> {
  const key = JSON.stringify([query, variables]);
  const known = answers.get(key);
  if (known) return known as Promise<Data>;
  const answer = post<Data>(query.toString(), variables);
  answers.set(key, answer);
  answer.catch(() => answers.delete(key));
  return answer;
}

async function post<Data>(query: string, variables: unknown): Promise<Data> {
  const response = await fetch('/graphql', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json, application/json' },
    body: JSON.stringify({ query, variables }),
  }).catch((cause: Error) => {
    throw new ApiError('UNREACHABLE', cause.message);
  });
  const body = await response.json().catch(() => null);
  if (response.ok && body?.data && !body.errors) return body.data;
  const [error] = body?.errors ?? [];
  const code = codes.find((known) => known === error?.extensions?.code);
  const message = error?.message ?? `HTTP ${response.status}`;
  const { unknownNames = [] } = error?.extensions ?? {};
  throw new ApiError(code ?? 'OTHER', message, response.headers.get('X-Request-Id'), unknownNames);
}

interface Page {
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

// askAll reads every page of a list.
export async function askAll<Data, Variables extends { after?: string | null }, Node>(
  query: Query<Data, Variables>,
  variables: Variables,
  list: (data: Data) => Page & { nodes: Node[] },
): Promise<Node[]> {
  const found: Node[] = [];
  for (let after: string | null = null; ;) {
    const { nodes, pageInfo } = list(await ask(query, { ...variables, after }));
    found.push(...nodes);
    if (!pageInfo.hasNextPage) return found;
    after = pageInfo.endCursor;
  }
}

export interface Answer<Data> {
  data: Data | null;
  error: ApiError | null;
  again: () => void;
}

// useAnswer loads something for a component, anew whenever the key changes. An
// answer for an earlier key that comes late is dropped.
export function useAnswer<Data>(key: string, load: () => Promise<Data>): Answer<Data> {
  const [state, setState] = useState<{ key: string; data: Data | null; error: ApiError | null }>();
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let wanted = true;
    const settle = (data: Data | null, error: ApiError | null) => wanted && setState({ key, data, error });
    load().then(
      (data) => settle(data, null),
      (error: ApiError) => settle(null, error),
    );
    return () => {
      wanted = false;
    };
    // The key stands for what load depends on.
  }, [key, attempt]);
  const again = useCallback(() => setAttempt((n) => n + 1), []);
  const current = state?.key === key ? state : null;
  return { data: current?.data ?? null, error: current?.error ?? null, again };
}

// useQuery is useAnswer for one query.
export function useQuery<Data, Variables>(query: Query<Data, Variables>, variables: Variables): Answer<Data> {
  return useAnswer(JSON.stringify([query, variables]), () => ask(query, variables));
}
