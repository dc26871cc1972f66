import type { Facts } from './facts.ts';
import type { Charge } from './ledger.ts';
import { isBillableCode, type Line } from './verdict.ts';

/**
 * Our charges of the month that the evidence doesn't support: the code has no line, it has more units than its line
 * (the charges that came first keep theirs), or a criterion is unmet.
 */
export function unsupportedCharges(facts: Facts, lines: readonly Line[], anyUnmet: boolean): Charge[] {
  const left = new Map<string, number>(lines.map(({ code, units }) => [code, units]));
  return facts.ourCharges.filter(({ code, units }) => {
    if (!isBillableCode(code)) return false;
    const rest = (left.get(code) ?? 0) - units;
    left.set(code, rest);
    return anyUnmet || rest < 0;
  });
}
