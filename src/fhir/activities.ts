import type { Counting } from '../rules/ledger.ts';
import { codebookOf, meaningOf } from './codebook.ts';
import { ACTIVITIES, ACTIVITY_SYSTEM } from './codes.ts';
import type { Settings } from './settings.ts';

/** An activity that an entry can be logged under, and how it is coded here. */
export interface ActivityChoice {
  activity: string;
  counting: Counting;
  coding: { system: string; code: string };
}

/** The activities to choose from: the standard list, coded as the practice codes it, and the practice's own. */
export function activityChoices(settings: Settings): ActivityChoice[] {
  const { activities, standard } = settings.codes;
  const { activities: known } = codebookOf(settings);
  const codings = [
    ...activities.map(({ system, code }) => ({ system, code })),
    ...(standard ? Object.keys(ACTIVITIES).map((code) => ({ system: ACTIVITY_SYSTEM, code })) : []),
  ];
  const choices = new Map<string, ActivityChoice>();
  for (const coding of codings) {
    const meaning = meaningOf(coding, known);
    if (meaning !== undefined && !choices.has(meaning.activity)) choices.set(meaning.activity, { ...meaning, coding });
  }
  const order = Object.keys(ACTIVITIES);
  const rank = ({ activity }: ActivityChoice) => (order.includes(activity) ? order.indexOf(activity) : order.length);
  return [...choices.values()].sort((one, other) => rank(one) - rank(other));
}
