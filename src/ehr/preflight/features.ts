import type { Interaction } from '../capability.ts';
import type { RouteChoice } from '../types.ts';
import type { Finding, InteractionFinding, TypeFinding } from './types.ts';

/** What was tried counts more than what was declared. */
export function worksAsFarAsKnown({ declared, granted, tried }: InteractionFinding): boolean {
  if (tried.state !== 'not-tried') return tried.state !== 'refused';
  return granted && declared !== false;
}

type May = (type: string, interaction: Interaction) => boolean;

/** What the findings mean for each thing that people do with the app. */
export function featureFindings(types: readonly TypeFinding[], charge: RouteChoice, practice: boolean): Finding[] {
  const may: May = (type, interaction) => {
    const found = types.find((one) => one.type === type)?.interactions.find((one) => one.interaction === interaction);
    return found !== undefined && worksAsFarAsKnown(found);
  };
  const partly = types.flatMap(({ use, interactions }) =>
    interactions.some(({ tried }) => tried.state === 'partly') ? [use] : [],
  );
  return [
    verdict(may, partly),
    timeLog(may),
    contact(may),
    consent(may),
    {
      title: 'Charge',
      grade: charge.route === 'charge-item' || charge.route === 'charge-item-operation' ? 'good' : 'limited',
      found: `as ${charge.name}`,
      means: [charge.why, charge.billerMust, ...charge.passedOver.map(({ name, why }) => `Not as ${name}: ${why}`)]
        .filter((text) => text !== null)
        .join(' '),
    },
    {
      title: 'Attestation beside the charge',
      grade: may('Provenance', 'create') ? 'good' : 'limited',
      found: may('Provenance', 'create') ? 'as a Provenance' : 'within the charge only',
      means: null,
    },
    ...(practice ? [worklist(may)] : []),
  ];
}

/** What a verdict reads, in the words of its criteria. Consent may come in any of three ways, so it is looked at by itself. */
const READ: Readonly<Record<string, string>> = {
  Procedure: 'time',
  Communication: 'live contact',
  Observation: 'device readings',
};

function verdict(may: May, partly: readonly string[]): Finding {
  const consents = ['Consent', 'QuestionnaireResponse', 'DocumentReference'].some((type) => may(type, 'search-type'));
  const unknown = [
    ...Object.entries(READ).flatMap(([type, name]) => (may(type, 'search-type') ? [] : [`${name} (${type})`])),
    ...(consents ? [] : ['consent']),
  ];
  const title = 'Verdict';
  const means = 'What can’t be read is unknown, and nothing is charged on unknown.';
  if (unknown.length === 0 && partly.length > 0)
    return { title, grade: 'limited', found: `can be read only in part: ${partly.join(', ')}`, means };
  if (unknown.length === 0)
    return { title, grade: 'good', found: 'everything that a verdict needs can be read', means: null };
  return {
    title,
    grade: may('Procedure', 'search-type') ? 'limited' : 'missing',
    found: `can’t be read: ${unknown.join(', ')}`,
    means,
  };
}

function timeLog(may: May): Finding {
  const title = 'Time log';
  if (may('Procedure', 'create'))
    return may('Procedure', 'update')
      ? { title, grade: 'good', found: 'entries and running timers in the chart', means: null }
      : {
          title,
          grade: 'limited',
          found: 'entries in the chart, which can’t be changed there',
          means: may('DocumentReference', 'update')
            ? 'A running timer is kept as a document. A correction is a new entry that names the old one.'
            : 'A running timer is kept in the browser’s tab. A correction is a new entry that names the old one.',
        };
  return may('DocumentReference', 'create')
    ? {
        title,
        grade: 'limited',
        found: 'as notes only',
        means: 'Time kept as a note is no entry, and is not counted: let the app create Procedures.',
      }
    : { title, grade: 'missing', found: 'no way', means: 'Entries must be made by another tool; the app reads them.' };
}

function contact(may: May): Finding {
  const title = 'Live contact';
  if (may('Communication', 'create'))
    return { title, grade: 'good', found: 'as a Communication in the chart', means: null };
  const other = may('Procedure', 'create') || may('DocumentReference', 'create');
  return {
    title,
    grade: other ? 'limited' : 'missing',
    found: other ? 'as an entry’s note or a document' : 'no way',
    means: 'Without a Communication behind it, a live contact stays unknown: let the app create Communications.',
  };
}

function consent(may: May): Finding {
  const title = 'Consent';
  const type = ['Consent', 'QuestionnaireResponse', 'DocumentReference'].find((name) => may(name, 'create'));
  return type === undefined
    ? { title, grade: 'missing', found: 'no way to record it', means: 'Record consent in the EHR; the app reads it.' }
    : { title, grade: 'good', found: `recorded as a ${type}`, means: null };
}

function worklist(may: May): Finding {
  const title = 'Worklist';
  return may('Group', 'read')
    ? { title, grade: 'good', found: 'the group of enrolled patients can be read', means: null }
    : {
        title,
        grade: may('Consent', 'search-type') ? 'limited' : 'missing',
        found: 'no group of enrolled patients can be read',
        means: 'Name it in config.json (worklist.group), and let the app read Groups; else it looks for consents.',
      };
}
