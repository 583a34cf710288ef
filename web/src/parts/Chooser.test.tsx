import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

import { json, serve } from '../testing/server.ts';
import { PlanYearChooser } from './Chooser.tsx';
import { usePlanYears } from './registers.ts';

function Page() {
  return <PlanYearChooser label="Plan year" planYears={usePlanYears()} value={null} onChange={() => {}} />;
}

const planYears = {
  nodes: [{ id: 'hue/2024', year: 2024, province: { name: 'Huế', slug: 'hue' } }],
  pageInfo: { hasNextPage: false, endCursor: null },
};

test('a chooser whose list could not be loaded says so, and loads it on request', async () => {
  let broken = true;
  serve(() => (broken ? Response.error() : json({ data: { planYears } })));
  render(<Page />);
  await screen.findByText('The list could not be loaded.');
  broken = false;
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
  await waitFor(() => expect(screen.queryByText('The list could not be loaded.')).toBeNull());
  fireEvent.click(screen.getByRole('button', { name: /Open the list/ }));
  expect(await screen.findByRole('option', { name: 'Huế 2024' })).toBeTruthy();
});
