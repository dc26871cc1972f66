/** What the one-line view says. */
export const WORDS = {
  title: (month: string) => `Remote monitoring in ${month}`,
  noName: 'No name in the chart',
  counted: (time: string) => `${time} counted`,
  asOf: (moment: string) => `as of ${moment}`,
  unread: 'not everything could be read',
  reading: (read: number, of: number) => (of === 0 ? 'Asking the EHR' : `Reading the chart: ${read} of ${of}`),
  readAgain: 'Read again',
  failed: 'The month could not be read; nothing was changed.',
  expired: 'Your session with the EHR has ended. Open the chart again to read it anew.',
} as const;
