import { planYearName } from '../../format/figure.ts';
import { useWords } from '../../language/language.ts';
import { useNames } from '../../parts/Name.tsx';
import { Facts } from '../Facts.tsx';
import { Findings } from '../Findings.tsx';
import { Heading } from '../Heading.tsx';
import { citedAs } from '../legalDocument.tsx';
import { Places } from '../Places.tsx';
import type { RecordOf } from '../record.ts';
import { Vietnamese } from '../Vietnamese.tsx';
import { Wording } from '../Wording.tsx';

export function TaskView({ task }: { task: RecordOf<'Task'> }) {
  const words = useWords();
  const names = useNames();
  return (
    <>
      <Heading title={words.t('searchKind.TASK')} detail={planYearName(task.planYear)} />
      <Wording text={task.taskTitle} document={task.sources[0]?.document} />
      <Places sources={task.sources} />
      <Facts
        facts={[
          ['theme', words.t(`theme.${task.theme}`)],
          ['origin', words.t(`origin.${task.origin}`)],
          ['group', <Vietnamese text={task.group} />],
          ['result', words.own(task, 'result')],
          ['leads', names(task.leads)],
          ['coordinators', names(task.coordinators)],
          ['schedule', task.schedule && <Vietnamese text={task.schedule.text} />],
          ['funding', task.fundingNote && <Vietnamese text={task.fundingNote} />],
          ['inherited', task.inherited.map((cell) => words.t(`cell.${cell}`)).join(', ')],
          ['citations', task.citations.map(citedAs).join('; ')],
          ['findings', <Findings findings={task.findings} />],
          ['record', <code>{task.id}</code>],
        ]}
      />
    </>
  );
}
