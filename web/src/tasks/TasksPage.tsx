// The tasks of two plan years: what both do, what only one does, and when.
import { Fragment } from 'react';

import { knownValue, useAddress } from '../address.ts';
import { useQuery } from '../api/ask.ts';
import { TasksDocument, type JobFragment, type Presence, type TaskOrigin, type TasksQuery } from '../api/generated.ts';
import { linesText } from '../format/figure.ts';
import { groups } from '../format/text.ts';
import { useWords } from '../language/language.ts';
import { SourceLink } from '../parts/FigureLink.tsx';
import { Chips, Filters, SelectFilter, Shown, TextFilter } from '../parts/Filters.tsx';
import { Name, useNames } from '../parts/Name.tsx';
import { Pending } from '../parts/Notice.tsx';
import { presences, presenceSymbols } from '../parts/presence.ts';
import { SideBySide, shortNames, sidesOf, titles, type Pair, type References } from '../parts/Sides.tsx';
import { GroupHead, Head } from '../parts/Table.tsx';
import { useTitle } from '../parts/useTitle.ts';
import { ViewLinks } from '../parts/ViewLinks.tsx';
import { finder, type Titles } from '../search/rules.ts';
import { Timeline } from './Timeline.tsx';

type Comparison = TasksQuery['compare'];
type Row = Comparison['tasks'][number];

const origins: TaskOrigin[] = ['ANNEX', 'BODY'];

export default function TasksPage() {
  const pair = sidesOf(useAddress());
  return <SideBySide pair={pair}>{(refs) => <Loaded pair={pair} refs={refs} />}</SideBySide>;
}

interface LoadedProps {
  pair: Pair;
  refs: References;
}

function Loaded({ pair, refs }: LoadedProps) {
  const words = useWords();
  const { t, number } = words;
  const { get } = useAddress();
  const origin = knownValue(get('origin'), origins);
  const answer = useQuery(TasksDocument, { ...refs, origin });
  const comparison = answer.data?.compare;
  const title = comparison ? t('title.tasks', titles(comparison)) : '';
  useTitle(title);
  if (!comparison) return <Pending {...answer} />;
  const { tasks } = comparison;
  const names = shortNames(words, comparison);
  const themes = [...new Set(tasks.map(({ theme }) => theme))];
  const theme = knownValue(get('theme'), themes);
  const presence = knownValue(get('presence'), presences);
  const text = get('text').trim();
  const finds = finder(text);
  const shown = tasks.filter(
    (row) => (!theme || row.theme === theme) && (!presence || row.presence === presence) && finds(titlesOf(row)),
  );
  const countOf = (presence: Presence) => tasks.filter((row) => row.presence === presence && row.initiative).length;
  return (
    <>
      <h1 className="unseen">{title}</h1>
      <div className="overview">
        <p className="lead">
          {t('overviewTasks', {
            ...names,
            leftCount: number(tasks.reduce((n, { left }) => n + left.length, 0)),
            rightCount: number(tasks.reduce((n, { right }) => n + right.length, 0)),
            both: number(countOf('BOTH')),
          })}
        </p>
        <Chips
          name="presence"
          label={t('presence')}
          chips={presences.map((value) => ({
            value,
            symbol: presenceSymbols[value],
            text: t(`presence.${value}`, names),
            count: tasks.filter((row) => row.presence === value).length,
          }))}
        />
      </div>
      <Filters names={['theme', 'origin', 'presence', 'text']}>
        <SelectFilter name="theme" label={t('theme')} options={themes.map((theme) => [theme, t(`theme.${theme}`)])} />
        <SelectFilter
          name="origin"
          label={t('origin')}
          options={origins.map((origin) => [origin, t(`origin.${origin}`)])}
        />
        <TextFilter />
      </Filters>
      <Shown shown={shown.length} total={tasks.length} />
      <Timeline rows={shown} names={names} />
      {shown.length > 0 ? (
        <Table comparison={comparison} rows={shown} names={names} />
      ) : (
        <p className="empty">{t(tasks.length ? 'nothing' : 'noneHere')}</p>
      )}
      <ViewLinks
        query={TasksDocument}
        variables={{ ...refs, theme, origin, presence }}
        csv={{ table: 'compare-tasks', parameters: { ...pair, theme, origin, presence } }}
        chosen={pair}
        onlyHere={text ? ['text'] : []}
      />
    </>
  );
}

function titlesOf({ initiative, left, right }: Row): Titles {
  return {
    vietnamese: [initiative?.name ?? '', ...[...left, ...right].map(({ title }) => title)],
    english: [initiative?.nameEn ?? ''],
  };
}

interface TableProps {
  comparison: Comparison;
  rows: Row[];
  names: Pair;
}

function Table({ comparison, rows, names }: TableProps) {
  const words = useWords();
  const { t } = words;
  const full = titles(comparison);
  return (
    <table className="pairs stacking" role="table">
      <caption className="unseen">{t('captionTasks', full)}</caption>
      <thead role="rowgroup">
        <tr role="row">
          <Head>{t('initiative')}</Head>
          <Head className="left">{full.left}</Head>
          <Head className="right">{full.right}</Head>
        </tr>
      </thead>
      {groups(rows, ({ theme }) => theme).map(([theme, members]) => (
        <Fragment key={theme}>
          <GroupHead
            title={t(`theme.${theme}`)}
            count={words.count(
              'tasks',
              members.reduce((n, { left, right }) => n + left.length + right.length, 0),
            )}
            columns={3}
          />
          <tbody className="entries" role="rowgroup">
            {members.map((row) => (
              <tr
                key={row.initiative?.slug ?? row.theme}
                className="entry"
                role="row"
                data-initiative={row.initiative?.slug ?? row.theme}
              >
                <th scope="row" role="rowheader" className="name">
                  {row.initiative ? <Name of={row.initiative} /> : <em>{t('noInitiative')}</em>}
                  <When row={row} names={names} />
                </th>
                <Jobs side="left" jobs={row.left} title={full.left} />
                <Jobs side="right" jobs={row.right} title={full.right} />
              </tr>
            ))}
          </tbody>
        </Fragment>
      ))}
    </table>
  );
}

function When({ row, names }: { row: Row; names: Pair }) {
  const { t } = useWords();
  const sideName = (side: 'LEFT' | 'RIGHT') => (side === 'LEFT' ? names.left : names.right);
  return (
    <>
      {row.startsEarlier && <span className="when">{t('startsEarlier', { side: sideName(row.startsEarlier) })}</span>}
      {row.endsEarlier && <span className="when">{t('endsEarlier', { side: sideName(row.endsEarlier) })}</span>}
    </>
  );
}

function Jobs({ side, jobs, title }: { side: 'left' | 'right'; jobs: JobFragment[]; title: string }) {
  const { t } = useWords();
  return (
    <td role="cell" className={`side-cell ${side}`} data-title={title}>
      {jobs.length === 0 ? (
        <span className="none">{t('noTask')}</span>
      ) : (
        <ul className="plain-list jobs">
          {jobs.map((job) => (
            <li key={job.id}>
              <Job job={job} />
            </li>
          ))}
        </ul>
      )}
    </td>
  );
}

function Job({ job }: { job: JobFragment }) {
  const words = useWords();
  const names = useNames();
  const { t } = words;
  const details = [
    names(job.leads),
    job.schedule
      ? [job.schedule.text, job.schedule.recurring && `(${t('recurring')})`].filter(Boolean).join(' ')
      : t('noSchedule'),
    job.sources[0] && linesText(words, job.sources[0].lines),
  ];
  return (
    <>
      <SourceLink id={job.id}>
        <span lang="vi">{job.title}</span>
      </SourceLink>
      <span className="place">{details.filter(Boolean).join(' · ')}</span>
    </>
  );
}
