// Every page with something on it, as a reader may be sent to it.
export const pages: Record<string, string> = {
  compare: '/',
  matrix: '/matrix',
  progress: '/progress',
  trajectory: '/trajectory?province=binh-dinh&indicator=society.adult_smartphone',
  tasks: '/tasks',
  'legal-bases': '/legal-bases',
  budgets: '/budgets',
  findings: '/findings',
  search: '/search?text=ch%E1%BB%AF+k%C3%BD+s%E1%BB%91',
  source: '/?source=binh-dinh/2024/target/3.1/measure/1',
};
