import { Link } from 'wouter';

import { address } from '../address.ts';
import type { StatementFragment } from '../api/generated.ts';
import { useWords } from '../language/language.ts';
import { useNames } from '../parts/Name.tsx';
import type { Fact } from './Facts.tsx';
import { Findings } from './Findings.tsx';
import { useIndicatorFacts } from './indicatorFacts.ts';
import { citedAs } from './legalDocument.tsx';
import { Vietnamese } from './Vietnamese.tsx';

// useTargetFacts are the facts that the views of a target and of its bounds share.
export function useTargetFacts(target: StatementFragment): Fact[] {
  const names = useNames();
  return [
    ...useIndicatorFacts(target.indicator),
    ['leads', names(target.leads)],
    ['performers', names(target.performers)],
    ['citations', target.citations.map(citedAs).join('; ')],
    ['task', target.task && <Vietnamese text={[target.task.row, target.task.title].filter(Boolean).join(' – ')} />],
    ['findings', <Findings findings={target.findings} />],
    ['throughTheYears', <TrajectoryLink province={target.planYear.province.slug} indicator={target.indicator.code} />],
  ];
}

function TrajectoryLink({ province, indicator }: { province: string; indicator: string }) {
  const { t } = useWords();
  return <Link href={address('/trajectory', { province, indicator })}>{t('page.trajectory')}</Link>;
}
