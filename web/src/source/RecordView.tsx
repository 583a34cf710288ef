// A record with everything that a reader needs before quoting it.
import { Facts } from './Facts.tsx';
import type { Node } from './record.ts';
import { AgencyView } from './records/AgencyView.tsx';
import { BudgetView } from './records/BudgetView.tsx';
import { CitationView } from './records/CitationView.tsx';
import { FindingView } from './records/FindingView.tsx';
import { IndicatorView } from './records/IndicatorView.tsx';
import { LegalDocumentView } from './records/LegalDocumentView.tsx';
import { MeasureView } from './records/MeasureView.tsx';
import { NationalGoalView } from './records/NationalGoalView.tsx';
import { OutcomeView } from './records/OutcomeView.tsx';
import { ProvinceView } from './records/ProvinceView.tsx';
import { TargetView } from './records/TargetView.tsx';
import { TaskView } from './records/TaskView.tsx';

export function RecordView({ record }: { record: Node }) {
  switch (record.__typename) {
    case 'Measure':
      return <MeasureView measure={record} />;
    case 'Target':
      return <TargetView target={record} />;
    case 'Outcome':
      return <OutcomeView outcome={record} />;
    case 'Task':
      return <TaskView task={record} />;
    case 'Citation':
      return <CitationView citation={record} />;
    case 'Budget':
      return <BudgetView budget={record} />;
    case 'NationalGoal':
      return <NationalGoalView goal={record} />;
    case 'Finding':
      return <FindingView finding={record} />;
    case 'Indicator':
      return <IndicatorView indicator={record} />;
    case 'LegalDocument':
      return <LegalDocumentView document={record} />;
    case 'Agency':
      return <AgencyView agency={record} />;
    case 'Province':
      return <ProvinceView province={record} />;
    default:
      return <Facts facts={[['record', <code>{record.id}</code>]]} />;
  }
}
