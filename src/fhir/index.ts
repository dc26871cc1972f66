/** FHIR R4 read into the rules' words: from resources to a ledger. Files beside this one hold the single readers and their tools. */
export { serviceMonth } from './calendar.ts';
export { policyFor, readInSteps, readLedger } from './read.ts';
export { DEFAULT_SETTINGS } from './settings.ts';
