import { askAll, useAnswer } from '../api/ask.ts';
import { IndicatorsDocument, PlanYearsDocument, type YearFragment } from '../api/generated.ts';

export function usePlanYears(): YearFragment[] | null {
  return useAnswer('plan years', () => askAll(PlanYearsDocument, {}, (data) => data.planYears)).data;
}

export function useIndicators() {
  return useAnswer('indicators', () => askAll(IndicatorsDocument, {}, (data) => data.indicators)).data;
}
