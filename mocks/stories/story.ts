import type { Resource } from '../fhir/resource.ts';
import { Chart } from './chart.ts';

/** One synthetic patient, and what happened. */
export interface Story {
  /** Also the patient's FHIR id. */
  id: string;
  /** The patient's name on the start page. */
  title: string;
  /** What the story is for, in one sentence. */
  text: string;
  /** True when some of its resources are broken on purpose. */
  broken: boolean;
  /** The chart as FHIR R4, placed in the month of `today` (an ISO instant). */
  resources: (today: string) => Resource[];
}

/** Tells a story: `tell` fills the chart. */
export function story(
  id: string,
  name: string,
  text: string,
  tell: (chart: Chart) => void,
  { broken = false }: { broken?: boolean } = {},
): Story {
  return {
    id,
    title: `Synthetic ${name}`,
    text,
    broken,
    resources: (today) => {
      const chart = new Chart(id, name, today);
      tell(chart);
      return chart.resources;
    },
  };
}
