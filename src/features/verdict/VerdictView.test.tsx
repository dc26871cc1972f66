import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { VerdictView } from './VerdictView.tsx';
import { VERDICT } from './verdict.fixture.ts';

const text = (html: string) =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/&#x27;/g, "'");

describe('the verdict view', () => {
  const html = renderToStaticMarkup(<VerdictView verdict={VERDICT} />);

  it.each([
    ['the status as a word', 'Needs review'],
    ['the one sentence that matters', VERDICT.summary],
    ['what is missing', String(VERDICT.missing)],
    ['how far the time has come', '22 min 5 s counted'],
    ['each criterion with its state', 'Live contact Unknown'],
    ['what would meet a criterion', 'A note on at least one counted entry.'],
    ['the seconds that a reduction takes', '− 11 min 15 s'],
    ['the service date of a line', '17 Mar 2026'],
    ['the reason for which a resource is set aside', 'No end'],
    ['the detail of that reason', 'It starts on 20 March at 14:00 and has no end.'],
    ['companion codes as information', 'This app does not charge them.'],
  ])('says %s', (_, words) => {
    expect(text(html)).toContain(words);
  });

  it('says the time bar in words for those who do not see it', () => {
    expect(html).toContain(
      'aria-label="22 min 5 s counted of 44 min 10 s logged. The mark of 20 minutes is reached. The next mark, 40 minutes, is 17 min 55 s away."',
    );
  });

  it('names the worst risk first', () => {
    const risks = text(html);
    expect(risks.indexOf('has no note')).toBeLessThan(risks.indexOf('recorded 9 days later'));
    expect(risks.indexOf('recorded 9 days later')).toBeLessThan(risks.indexOf('exactly the same length'));
  });

  it('does not list thousands of readings', () => {
    const criteria = VERDICT.criteria.map((criterion) => ({
      ...criterion,
      evidence: Array.from({ length: 5000 }, (_, index) => `Observation/${criterion.id}-${index}`),
    }));
    const many = renderToStaticMarkup(<VerdictView verdict={{ ...VERDICT, criteria }} />);
    expect(many.length).toBeLessThan(200_000);
    expect(text(many)).toContain('4940 more');
  });
});
