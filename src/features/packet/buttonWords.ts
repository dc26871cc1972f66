/** What stands in the chart; the packet's words come with its chunk. */
export const WORDS = {
  open: 'Evidence packet…',
  loading: 'Opening the packet',
} as const;
