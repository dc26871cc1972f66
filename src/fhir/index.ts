/** FHIR R4 read into the rules' words. What stands here is what others may use. */
export { type Contents, messagesOf, patientOf, resourcesOf } from './bundle.ts';
export { serviceMonth } from './calendar.ts';
export { evaluateResources, type Question } from './evaluate.ts';
export { type PatientBanner, patientBanner } from './patient.ts';
export { policyFor, readLedger } from './read.ts';
export { isResource, localReference, type Resource, referenceOf } from './resource.ts';
export {
  checkSettings,
  DEFAULT_SETTINGS,
  parseSettings,
  type Settings,
  SettingsError,
  type SettingsProblem,
  settingsShape,
} from './settings.ts';
export { readInstant, readWhen, type TimeProblem } from './time.ts';
