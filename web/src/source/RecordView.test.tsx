import { render, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { Facts } from './Facts.tsx';
import { Places } from './Places.tsx';
import { RecordView } from './RecordView.tsx';

const document = {
  slug: 'hue-2024-plan',
  title: 'Kế hoạch 2024',
  titleEn: 'Plan for 2024',
  number: '12/KH-UBND',
  numberPrinted: null,
  issuedOn: '2024-01-31',
  lines: 308,
};

test('places name document, section, row and lines', () => {
  render(<Places sources={[{ document, section: 'II', row: null, lines: [57, 58, 59, 70] }]} />);
  const [, row] = screen.getAllByRole('row');
  expect(
    within(row!)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual(['Plan for 2024 hue-2024-plan', 'II', '–', '57–59, 70 (of 308 in the archived text)']);
});

test('a record without places has no table of them', () => {
  const { container } = render(<Places sources={[]} />);
  expect(container.innerHTML).toBe('');
});

test('facts without a value are left out, and zero is a value', () => {
  render(
    <Facts
      facts={[
        ['item', null],
        ['note', ''],
        ['period', false],
        ['asOf', undefined],
        ['corrected', 0],
      ]}
    />,
  );
  expect(screen.getAllByRole('definition').map((value) => value.textContent)).toEqual(['0']);
});

test('an agency is shown with both names, its province and its other names', () => {
  render(
    <RecordView
      record={{
        __typename: 'Agency',
        id: 'agency/hue.so-tttt',
        name: 'Sở Thông tin và Truyền thông',
        nameEn: 'Department of Information',
        agencyProvince: { name: 'Huế' },
        aliases: ['Sở TT&TT', 'STTTT'],
      }}
    />,
  );
  expect(screen.getByText('Sở Thông tin và Truyền thông').lang).toBe('vi');
  expect(screen.getByText('Department of Information').lang).toBe('en');
  expect(screen.getByText('Huế')).toBeTruthy();
  expect(screen.getByText('Sở TT&TT; STTTT')).toBeTruthy();
  expect(screen.getByText('agency/hue.so-tttt')).toBeTruthy();
});

test('a record of a kind that the app does not know is named by its id', () => {
  render(<RecordView record={{ __typename: 'PlanYear', id: 'hue/2024' } as never} />);
  expect(screen.getByText('hue/2024')).toBeTruthy();
});
