// Heads of columns and of groups of rows. The roles repeat what the elements mean,
// because some browsers forget it when narrow screens stack the cells.
import type { ReactNode } from 'react';

export function Head({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <th scope="col" role="columnheader" className={className}>
      {children}
    </th>
  );
}

// GroupHead is the line above the rows of one pillar or theme.
export function GroupHead({ title, count, columns }: { title: string; count: string; columns: number }) {
  return (
    <tbody className="group" role="rowgroup">
      <tr role="row">
        <th colSpan={columns} scope="colgroup" role="columnheader">
          <h2>
            {title} <small>{count}</small>
          </h2>
        </th>
      </tr>
    </tbody>
  );
}
