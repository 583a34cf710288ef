import { fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { useAnswer } from '../api/ask.ts';
import { ApiError } from '../api/failure.ts';
import { postQuery } from '../api/transport.ts';
import { json, serve } from '../testing/server.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Pending } from './Notice.tsx';

beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation(() => {}); // React logs what a boundary caught
});
afterEach(() => {
  vi.restoreAllMocks();
});

function Page({ load }: { load: (signal: AbortSignal) => Promise<unknown> }) {
  const answer = useAnswer('page', load);
  return answer.data ? <p>the data</p> : <Pending {...answer} />;
}

const query = (signal: AbortSignal) => postQuery('{ dataset { release } }', {}, signal);

test('a page of a proxy is shown as what it is, and asked again on request', async () => {
  const headers = { 'Content-Type': 'text/html' };
  let answer = () => new Response('<h1>Bad gateway</h1>', { status: 502, headers });
  serve(() => answer());
  render(<Page load={query} />);
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toContain('Something other than the data server answered');
  expect(alert.textContent).toContain('HTTP 502, text/html');
  answer = () => json({ data: { dataset: {} } });
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await screen.findByText('the data');
});

test('a server that cannot be reached is told apart from one that refuses', async () => {
  serve(() => Promise.reject(new TypeError('Failed to fetch')));
  render(<Page load={query} />);
  expect((await screen.findByRole('alert')).textContent).toContain('The server cannot be reached');
});

test('an error of the API is shown with the words of the server and the request id', async () => {
  render(<Page load={() => Promise.reject(new ApiError('TIMEOUT', 'too slow', 'r-1', []))} />);
  const { textContent } = await screen.findByRole('alert');
  expect(textContent).toContain('could not answer in time');
  expect(textContent).toContain('too slow');
  expect(textContent).toContain('Request id: r-1');
});

test('a fault of the app itself is not blamed on the server', async () => {
  const fault = () => Promise.reject(new TypeError('cannot read properties of undefined'));
  render(
    <ErrorBoundary>
      <Page load={fault} />
    </ErrorBoundary>,
  );
  expect((await screen.findByRole('alert')).textContent).toContain('Something on this page failed');
});
