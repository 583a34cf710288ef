import { render, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';

import { json, never, serve } from '../testing/server.ts';

// Each test has a cache of its own.
beforeEach(() => {
  vi.resetModules();
});
async function load() {
  const { setRelease, useQuery } = await import('./ask.ts');
  const { RecordDocument } = await import('./generated.ts');
  function Page({ id }: { id: string }) {
    const { data } = useQuery(RecordDocument, { id });
    return <p>{data ? `found ${data.node?.id}` : 'loading'}</p>;
  }
  return { Page, setRelease };
}

const record = (id: unknown) => json({ data: { node: { __typename: 'Measure', id } } });

test('a page that is left aborts its requests', async () => {
  const { Page } = await load();
  const requests = serve(never);
  const page = render(<Page id="a" />);
  expect(requests.map(({ signal }) => signal.aborted)).toEqual([false]);
  page.unmount();
  expect(requests.map(({ signal }) => signal.aborted)).toEqual([true]);
});

test('a page that asks for something else aborts the earlier request', async () => {
  const { Page } = await load();
  const requests = serve((request) => (request.variables.id === 'a' ? never(request) : record('b')));
  const page = render(<Page id="a" />);
  page.rerender(<Page id="b" />);
  await screen.findByText('found b');
  expect(requests.map(({ signal }) => signal.aborted)).toEqual([true, false]);
});

test('components that ask the same share one request until the last of them goes', async () => {
  const { Page } = await load();
  const requests = serve(never);
  const [first, second] = [render(<Page id="a" />), render(<Page id="a" />)];
  first.unmount();
  expect(requests.map(({ signal }) => signal.aborted)).toEqual([false]);
  second.unmount();
  expect(requests.map(({ signal }) => signal.aborted)).toEqual([true]);
});

test('answers of an earlier release are forgotten', async () => {
  const { Page, setRelease } = await load();
  const requests = serve(({ variables }) => record(variables.id));
  const visit = async () => {
    const page = render(<Page id="a" />);
    await screen.findByText('found a');
    page.unmount();
  };
  setRelease('2026.11');
  await visit();
  setRelease('2026.11');
  await visit();
  expect(requests).toHaveLength(1);
  setRelease('2026.12');
  await visit();
  expect(requests).toHaveLength(2);
});

test('answers that nobody looks at any more are let go', async () => {
  const { Page } = await load();
  const requests = serve(({ variables }) => record(variables.id));
  const visit = async (id: string) => {
    const page = render(<Page id={id} />);
    await screen.findByText(`found ${id}`);
    page.unmount();
  };
  for (let n = 0; n <= 30; n++) await visit(String(n));
  await visit('30');
  expect(requests).toHaveLength(31);
  await visit('0');
  expect(requests).toHaveLength(32);
});
