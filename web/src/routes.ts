// Every page of the app. app.tsx shows them and the navigation leads to them; web.go
// serves them and a test keeps its list equal to this one.
import type { Address } from './address.ts';
import type { Key } from './language/words.ts';

interface Entry {
  path: string;
  // name is what the navigation calls the page; it leaves out pages without one.
  name?: Key;
  // carried are the parameters that a link to the page takes from the current address.
  carried?: (current: Address) => Record<string, string>;
}

export const routes = [
  { path: '/', name: 'page.compare', carried: sides },
  { path: '/matrix', name: 'page.matrix' },
  { path: '/progress', name: 'page.progress', carried: planYear },
  { path: '/trajectory', name: 'page.trajectory' },
  { path: '/tasks', name: 'page.tasks', carried: sides },
  { path: '/legal-bases', name: 'page.legalBases', carried: sides },
  { path: '/budgets', name: 'page.budgets' },
  { path: '/findings', name: 'page.findings' },
  { path: '/search' },
] as const satisfies Entry[];

export type Path = (typeof routes)[number]['path'];

// Several pages show the same two plan years.
function sides({ get }: Address) {
  return { left: get('left'), right: get('right') };
}

function planYear({ get }: Address) {
  return { planYear: get('planYear') || get('left') };
}
