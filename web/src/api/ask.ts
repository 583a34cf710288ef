// Asks the GraphQL API of the server that sent this page.
import { useCallback, useEffect, useEffectEvent, useState } from 'react';

import { AnswerCache } from './AnswerCache.ts';
import { isFailure, type Failure } from './failure.ts';
import type { TypedDocumentString } from './generated.ts';
import { postQuery } from './transport.ts';

type Query<Data, Variables> = TypedDocumentString<Data, Variables>;

// The maximum age is how long an open tab may show an earlier release of the dataset.
const answers = new AnswerCache({ entries: 30, maxAge: 5 * 60_000 });

// ask returns the data that a query asks for. It throws a Failure, or the signal's
// reason when that was aborted.
export function ask<Data, Variables>(
  query: Query<Data, Variables>,
  variables: Variables,
  signal: AbortSignal,
): Promise<Data> {
  const key = JSON.stringify([query, variables]);
  const load = (signal: AbortSignal) => postQuery(query.toString(), variables, signal);
  // Data is generated from the schema for this very query.
  return answers.read(key, load, signal) as Promise<Data>;
}

let release: string | null = null;

// setRelease names the dataset's release that the server answers from. Answers of
// another release are forgotten.
export function setRelease(current: string) {
  if (release !== null && release !== current) answers.clear();
  release = current;
}

interface Page<Node> {
  nodes: Node[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

// askAll reads every page of a list.
export async function askAll<Data, Variables extends { after?: string | null }, Node>(
  query: Query<Data, Variables>,
  variables: Variables,
  list: (data: Data) => Page<Node>,
  signal: AbortSignal,
): Promise<Node[]> {
  const found: Node[] = [];
  for (let after: string | null = null; ;) {
    const { nodes, pageInfo } = list(await ask(query, { ...variables, after }, signal));
    found.push(...nodes);
    if (!pageInfo.hasNextPage) return found;
    after = pageInfo.endCursor;
  }
}

// Answer is what a component knows of something that it loads: data, a failure, or
// neither yet. again repeats the request.
export interface Answer<Data> {
  data: Data | null;
  error: Failure | null;
  again: () => void;
}

type Outcome<Data> = { key: string; data: Data } | { key: string; error: unknown };

// useAnswer loads something for a component, and again whenever the key changes; the
// key must name everything that load depends on. The request is aborted when the key
// changes and when the component goes. An error that is no Failure is thrown on.
export function useAnswer<Data>(key: string, load: (signal: AbortSignal) => Promise<Data>): Answer<Data> {
  const [outcome, setOutcome] = useState<Outcome<Data>>();
  const [attempt, setAttempt] = useState(0);
  const start = useEffectEvent(load);
  useEffect(() => {
    const request = new AbortController();
    const { signal } = request;
    const settle = (outcome: Outcome<Data>) => {
      if (!signal.aborted) setOutcome(outcome);
    };
    start(signal).then(
      (data) => settle({ key, data }),
      (error: unknown) => settle({ key, error }),
    );
    return () => request.abort();
  }, [key, attempt]);
  const again = useCallback(() => setAttempt((n) => n + 1), []);
  if (outcome?.key !== key) return { data: null, error: null, again };
  if ('data' in outcome) return { data: outcome.data, error: null, again };
  if (!isFailure(outcome.error)) throw outcome.error;
  return { data: null, error: outcome.error, again };
}

// useQuery is useAnswer for one query.
export function useQuery<Data, Variables>(query: Query<Data, Variables>, variables: Variables): Answer<Data> {
  return useAnswer(JSON.stringify([query, variables]), (signal) => ask(query, variables, signal));
}
