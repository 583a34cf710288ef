import { render, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';

import { App } from './app.tsx';
import { routes } from './routes.ts';
import { never, serve } from './testing/server.ts';

beforeEach(() => {
  serve(never);
});
function visit(address: string) {
  history.replaceState(null, '', address);
  render(<App />);
}

const navigation = () => within(screen.getByRole('navigation', { name: 'Pages' }));

test.each(routes)('$path is a page of the app', async (route) => {
  visit(route.path);
  await waitFor(() => expect(screen.getByRole('main').textContent).not.toMatch(/^(Loading…)?$/));
  expect(screen.queryByText('There is no such page.')).toBeNull();
  const current = navigation().queryAllByRole('link', { current: 'page' });
  expect(current.map((link) => link.getAttribute('href'))).toEqual('name' in route ? [route.path] : []);
});

test('an address that is no route is told apart from a page', () => {
  visit('/nonsense');
  expect(screen.getByRole('main').textContent).toBe('There is no such page.');
});

test('the navigation carries the plan years to the pages that show the same', () => {
  visit('/?left=hue/2024&right=hue/2025&pillar=SOCIETY');
  const hrefOf = (name: string) => navigation().getByRole('link', { name }).getAttribute('href');
  expect(hrefOf('Tasks')).toBe('/tasks?left=hue/2024&right=hue/2025');
  expect(hrefOf('Progress')).toBe('/progress?planYear=hue/2024');
  expect(hrefOf('Findings')).toBe('/findings');
});
