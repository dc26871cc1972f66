import { beforeEach, describe, expect, it } from 'vitest';
import { Sandbox } from '../../mocks/sandbox.ts';
import { answerReview, askForReview, findReviews } from '../../src/ehr/charge/review.ts';
import { connectionTo } from './connection.ts';

const sandbox = new Sandbox({ origin: 'http://ehr.test' });
beforeEach(() => sandbox.reset());

const ask = { month: '2026-03', question: 'The call of the 12th has no note. Is it enough?' };

describe('a review by the billing team', () => {
  it('is asked for once, found, and accepted', async () => {
    const [nurse, biller] = [connectionTo(sandbox), connectionTo(sandbox)];
    expect(await askForReview(nurse, ask)).toMatchObject({
      state: 'done',
      review: { state: 'open', question: ask.question },
    });
    await askForReview(nurse, ask);
    const reviews = await findReviews(biller, '2026-03');
    expect(reviews).toHaveLength(1);
    expect(await findReviews(biller, '2026-02')).toEqual([]);
    const [review] = reviews;
    if (review === undefined) return;
    expect(await answerReview(biller, review, { accepted: true, answer: '' })).toMatchObject({
      state: 'done',
      review: { state: 'accepted' },
    });
  });

  it('that goes back with an answer may be asked for again', async () => {
    const connection = connectionTo(sandbox);
    const first = await askForReview(connection, ask);
    if (first.state !== 'done') throw new Error(first.detail);
    const returned = await answerReview(connection, first.review, { accepted: false, answer: 'Add the note first.' });
    expect(returned).toMatchObject({ state: 'done', review: { state: 'returned', answer: 'Add the note first.' } });
    expect(await askForReview(connection, ask)).toMatchObject({ state: 'done', review: { state: 'open' } });
    expect(await findReviews(connection, '2026-03')).toHaveLength(2);
  });

  it('of which the answer got lost is found the next time', async () => {
    const connection = connectionTo(sandbox);
    sandbox.fault({ match: { method: 'POST' }, fault: 'cut-after', times: 1 });
    expect(await askForReview(connection, ask)).toMatchObject({ state: 'unknown-outcome' });
    expect(await askForReview(connection, ask)).toMatchObject({ state: 'done' });
    expect(await findReviews(connection, '2026-03')).toHaveLength(1);
  });

  it('that somebody else has answered in the meantime keeps their answer', async () => {
    const connection = connectionTo(sandbox);
    const asked = await askForReview(connection, ask);
    if (asked.state !== 'done') throw new Error(asked.detail);
    await answerReview(connection, asked.review, { accepted: true, answer: '' });
    expect(await answerReview(connection, asked.review, { accepted: false, answer: 'No.' })).toMatchObject({
      state: 'failed',
    });
    expect(await findReviews(connection, '2026-03')).toMatchObject([{ state: 'accepted' }]);
  });

  it.each(['epic-like', 'oracle-like'] as const)('is not offered on %s, which takes no tasks', async (profile) => {
    const connection = connectionTo(sandbox, { profile });
    expect(await askForReview(connection, ask)).toMatchObject({ state: 'not-offered' });
    expect(await findReviews(connection, '2026-03')).toEqual([]);
  });

  it('is no charge', async () => {
    await askForReview(connectionTo(sandbox), ask);
    expect(sandbox.store('full').all('Task')[0]).toMatchObject({ code: { coding: [{ code: 'charge-review' }] } });
  });
});
