import { ask, askAll, setRelease, useAnswer, type Answer } from '../api/ask.ts';
import {
  DatasetDocument,
  IndicatorsDocument,
  PlanYearsDocument,
  type DatasetQuery,
  type IndicatorsQuery,
  type YearFragment,
} from '../api/generated.ts';

export function useDataset(): Answer<DatasetQuery['dataset']> {
  return useAnswer('dataset', async (signal) => {
    const { dataset } = await ask(DatasetDocument, {}, signal);
    setRelease(dataset.release);
    return dataset;
  });
}

export function usePlanYears(): Answer<YearFragment[]> {
  return useAnswer('plan years', (signal) => askAll(PlanYearsDocument, {}, (data) => data.planYears, signal));
}

export function useIndicators(): Answer<IndicatorsQuery['indicators']['nodes']> {
  return useAnswer('indicators', (signal) => askAll(IndicatorsDocument, {}, (data) => data.indicators, signal));
}
