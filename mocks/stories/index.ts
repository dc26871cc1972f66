import { billable } from './billable.ts';
import type { Story } from './story.ts';

/** Every synthetic patient, in the order of the start page. */
export const stories: readonly Story[] = [billable];
