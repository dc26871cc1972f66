import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { ConfigUnreadable } from '../config/config.ts';
import { SettingsError } from '../fhir/settings.ts';
import { ConfigProblem } from './ConfigProblem.tsx';
import { PatientBanner } from './PatientBanner.tsx';
import { Refused } from './Refused.tsx';

const text = (element: React.ReactElement) =>
  renderToStaticMarkup(element)
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll('&quot;', '"');

describe('pages without a verdict', () => {
  it('a wrong setting is named with its value and what is allowed', () => {
    const error = new SettingsError([{ key: 'timeZone', value: 'Mars', allowed: ['an IANA time zone'] }]);
    expect(text(<ConfigProblem error={error} />)).toContain('timeZone Found "Mars" Allowed an IANA time zone');
  });

  it('a misspelt setting is told with the one that was probably meant', () => {
    const known = ['issuers', 'timeZone'];
    const error = new SettingsError([{ key: 'timezone', value: 'UTC', allowed: ['no such key'], known }]);
    expect(text(<ConfigProblem error={error} />)).toContain(
      'timezone Found "UTC" Perhaps meant timeZone No such setting; known issuers, timeZone',
    );
  });

  it('settings that are not there are said to be so', () => {
    expect(text(<ConfigProblem error={new ConfigUnreadable('the server answered 404')} />)).toContain(
      'config.json gave no settings (the server answered 404)',
    );
  });

  it('a refusal says what happened and that nothing was read', () => {
    const words = text(<Refused refusal={{ reason: 'issuer-not-allowed', detail: 'Nothing was asked of it.' }} />);
    expect(words).toContain('This EHR is not on the list of this app');
    expect(words).toContain('Nothing was read from any chart and nothing was changed.');
  });
});

describe('the patient banner', () => {
  const patient = {
    reference: 'Patient/p1',
    name: 'Synthetic Billable',
    birthDate: '1950-04-02',
    sex: 'female',
    recordNumber: 'SYN-1',
  };

  it('says name, birth date and record number, and that nobody is real', () => {
    expect(text(<PatientBanner patient={patient} synthetic />)).toContain(
      'Synthetic Billable Born 2 Apr 1950 Sex female MRN SYN-1 Synthetic patient',
    );
  });

  it.each(['1950', '1950-04'])('shows a birth date of which only %s is known as it is', (birthDate) => {
    expect(text(<PatientBanner patient={{ ...patient, birthDate }} synthetic={false} />)).toContain(
      `Born ${birthDate}`,
    );
  });
});
