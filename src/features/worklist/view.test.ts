import { describe, expect, it } from 'vitest';
import type { NamedView } from '../panel/page.ts';
import { EVERYBODY, isSameFilter, queryOf, SHIPPED, type View, viewIn, viewOf } from './view.ts';

describe('a view in an address', () => {
  it.each<[string, View, string]>([
    ['everybody', EVERYBODY, ''],
    ['one status', SHIPPED.billable, 'status=billable'],
    ['who can still make it', SHIPPED.nearly, 'nearly=yes&sort=missing'],
    [
      'all at once',
      {
        status: ['billed', 'failed'],
        missing: ['interactive-communication', 'consent'],
        assigned: 'me',
        nearly: false,
        sort: { by: 'amount', descending: true },
      },
      'status=failed+billed&missing=consent+interactive-communication&assigned=me&sort=-amount',
    ],
  ])('%s', (_, view, query) => {
    expect(queryOf(view)).toBe(query);
    expect(queryOf(viewIn(query))).toBe(query);
  });

  it.each([
    'status=rich&missing=luck&assigned=Practitioner/nurse&sort=-name&nearly=perhaps',
    'text=Synthetic+Billable&patient=billable',
    '&&==%',
  ])('holds nothing but what the list knows: %s', (query) => {
    expect(viewIn(query)).toEqual(EVERYBODY);
  });

  it('is the same filter in another order of rows', () => {
    expect(isSameFilter(SHIPPED.nearly, { ...EVERYBODY, nearly: true })).toBe(true);
    expect(isSameFilter(SHIPPED.billed, SHIPPED.billable)).toBe(false);
  });

  it('can be one of the configuration', () => {
    const named: NamedView = { name: 'No contact', status: ['in-progress'], missing: ['interactive-communication'] };
    expect(queryOf(viewOf(named))).toBe('status=in-progress&missing=interactive-communication');
  });
});
