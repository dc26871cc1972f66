/** What units of codes are paid together, by what a unit of each is paid; null where a fee is missing, so that no sum is too small. */
export function amountOf(
  items: readonly { code: string; units: number }[],
  fees: Readonly<Record<string, number>>,
): number | null {
  let cents = 0;
  for (const { code, units } of items) {
    const fee = fees[code];
    if (fee === undefined) return null;
    cents += Math.round(fee * 100) * units;
  }
  return cents / 100;
}

/** The amounts that are known, and how many are not. */
export function totalOf(amounts: readonly (number | null)[]): { known: number; unknown: number } {
  const known = amounts.filter((amount) => amount !== null);
  const cents = known.reduce((sum, amount) => sum + Math.round(amount * 100), 0);
  return { known: cents / 100, unknown: amounts.length - known.length };
}
