/** What is said when the EHR gives no list of patients. */
export const WORDS = {
  noPanel: 'The list of patients under remote monitoring could not be had',
  noneHere: 'The list of patients has to come from you here.',
  kept: 'Nothing was changed. A single chart can still be opened from within the EHR.',
  again: 'Try again',
  ownList: 'Use a list of your own',
  ownListWhy:
    'Take a report of the enrolled patients from your EHR, or a bulk export of their group, and open it here. The file stays in this tab: it is not uploaded or kept, and after a reload it must be chosen again. Record numbers are looked up in your EHR and nowhere else.',
  ownListHow:
    'A spreadsheet saved as CSV or text with a record number (MRN) or a FHIR reference (Patient/…) in its first column; or FHIR: a Group, Patients, a Bundle, NDJSON.',
  chooseFile: 'File with the patients',
  looking: (done: number, of: number) => (of === 0 ? 'Reading the file' : `Looking up ${done} of ${of}`),
  fileFailed: 'No list could be made of this file',
  fileFailedNext: 'Nothing was kept of it. Check the file and choose it again, or choose another one.',
} as const;
