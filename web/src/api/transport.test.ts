import { afterEach, expect, test, vi } from 'vitest';

import { json, never, serve } from '../testing/server.ts';
import { ApiError, ConnectionError } from './failure.ts';
import { postQuery } from './transport.ts';

afterEach(() => vi.unstubAllGlobals());

const ask = (signal = new AbortController().signal) => postQuery('{ dataset { release } }', {}, signal);
const failure = () => ask().catch((error: unknown) => error);

test('data without errors is the answer', async () => {
  serve(() => json({ data: { dataset: { release: '1' } } }));
  expect(await ask()).toEqual({ dataset: { release: '1' } });
});

test.each([
  [
    'a page of a proxy',
    () => new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'Content-Type': 'text/html' } }),
  ],
  [
    'a page in the place of an answer',
    () => new Response('<h1>Log in</h1>', { headers: { 'Content-Type': 'text/html' } }),
  ],
  ['JSON of another shape', () => json({ message: 'no healthy upstream' }, { status: 503 })],
  ['JSON that is no object', () => json(null)],
  ['errors that are no list', () => json({ errors: 'gateway timeout' }, { status: 504 })],
  ['an empty list of errors', () => json({ data: {}, errors: [] })],
  ['errors without a message', () => json({ errors: [{ code: 17 }] })],
  ['errors in another form', () => json({ errors: ['refused'] })],
  ['data of a failed request', () => json({ data: {} }, { status: 500 })],
  ['data that is no object', () => json({ data: 'text' })],
])('%s is not an answer of the API', async (_name, answer) => {
  serve(answer);
  const error = await failure();
  expect(error).toBeInstanceOf(ConnectionError);
  expect(error).toMatchObject({ code: 'NOT_THE_API', message: expect.stringMatching(/^HTTP \d{3}, /) });
});

test('an error of the API keeps its code, message, request id and unknown names', async () => {
  const name = { argument: 'where.province', name: 'binh-dihn', suggestion: 'binh-dinh' };
  const extensions = { code: 'BAD_USER_INPUT', unknownNames: [name, { argument: 5 }, null] };
  serve(() => json({ errors: [{ message: 'no such province', extensions }] }, { headers: { 'X-Request-Id': 'r-1' } }));
  const error = await failure();
  expect(error).toBeInstanceOf(ApiError);
  expect(error).toMatchObject({
    code: 'BAD_USER_INPUT',
    message: 'no such province',
    requestId: 'r-1',
    unknownNames: [name],
  });
});

test.each([undefined, null, 'NEW_CODE', 7])('the code %s is shown as another error', async (code) => {
  serve(() => json({ errors: [{ message: 'refused', extensions: { code } }] }));
  expect(await failure()).toMatchObject({ code: 'OTHER', unknownNames: [] });
});

test('a network that fails is unreachable', async () => {
  serve(() => Promise.reject(new TypeError('Failed to fetch')));
  expect(await failure()).toMatchObject({ code: 'UNREACHABLE' });
});

test('a connection that breaks within the answer is unreachable', async () => {
  const broken = new ReadableStream({ start: (stream) => stream.error(new TypeError('terminated')) });
  serve(() => new Response(broken));
  expect(await failure()).toMatchObject({ code: 'UNREACHABLE' });
});

test('an aborted request is no failure of the connection', async () => {
  const controller = new AbortController();
  serve(never);
  const answer = ask(controller.signal);
  controller.abort();
  await expect(answer).rejects.toBe(controller.signal.reason);
});
