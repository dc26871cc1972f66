import { story } from './story.ts';

const ACTIVITY = 'https://rpm-tally.example/fhir/CodeSystem/rpm-activity';

export const messyData = story(
  'messy-data',
  'Messy Data',
  'Good work among broken resources: each that cannot be used is set aside with its reason, and the rest still counts.',
  (chart) => {
    const { calendar } = chart;
    chart.consent();
    chart.readings({ from: 1, to: 24 });
    chart.entry({
      day: 4,
      at: '09:00',
      minutes: 9,
      activity: 'trend-interpretation',
      note: 'Readings reviewed, within target.',
    });
    chart.call({ day: 11, at: '11:00', minutes: 7, note: 'Headaches asked about: none; technique checked.' });

    const procedure = (broken: Record<string, unknown>, activity = 'trend-interpretation') =>
      chart.broken({
        resourceType: 'Procedure',
        status: 'completed',
        code: { coding: [{ system: ACTIVITY, code: activity }] },
        subject: { reference: chart.patient },
        ...broken,
      });
    const period = (day: number, from: string, to: string) => ({
      start: calendar.instant({ day, at: from }),
      end: calendar.instant({ day, at: to }),
    });
    const date = (day: number) => calendar.date({ day });

    procedure({ performedPeriod: { start: calendar.instant({ day: 5, at: '10:00' }) } });
    procedure({ performedPeriod: period(6, '10:30', '10:10') });
    procedure({ performedPeriod: { start: `${date(7)}T10:00:00`, end: `${date(7)}T10:20:00` } });
    procedure({ performedPeriod: { start: date(9), end: date(9) } });
    procedure({ performedPeriod: period(10, '10:00', '10:15') }, 'house-plants');
    procedure({ status: 'entered-in-error', performedPeriod: period(12, '10:00', '10:30') });
    procedure({ performedPeriod: period(13, '09:00', '14:00'), note: [{ text: 'Timer left running over lunch.' }] });
    procedure(
      { status: 'in-progress', performedPeriod: { start: calendar.instant({ day: 25, at: '14:30' }) } },
      'alert-response',
    );
    procedure({ performedPeriod: 'yesterday afternoon', note: 'not a list', performer: 7 });
    procedure({ performedPeriod: { start: 20260314, end: null } });
    procedure({});
    chart.broken({
      resourceType: 'Communication',
      status: 'completed',
      subject: { reference: chart.patient },
      recipient: [{ reference: chart.patient }],
      sender: { reference: 'Practitioner/nurse' },
      medium: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationMode', code: 'PHONE' }] }],
      sent: 'last week',
    });
    chart.broken({
      resourceType: 'Observation',
      status: 'final',
      category: [
        { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] },
      ],
      code: { text: 'Blood pressure' },
      subject: { reference: chart.patient },
      device: { reference: chart.device },
      effectiveDateTime: 'soon',
    });
  },
  { broken: true },
);
