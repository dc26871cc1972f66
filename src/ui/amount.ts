/** `1,250.00`: the currency is the practice's own. */
export function amountWords(amount: number): string {
  return amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}
