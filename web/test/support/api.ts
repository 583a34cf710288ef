// Queries the API directly, without the app.
import { origin } from './browser.ts';

// The tests read answers without the types that the app is built with, so that a wrong
// type cannot hide a wrong figure.
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
export type Json = any;

export async function ask(query: string, variables: object = {}): Promise<Json> {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as Json;
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}
