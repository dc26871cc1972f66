const format = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** `1,250.00`: an amount in the practice's currency, which the settings don't name. */
export function amountWords(amount: number): string {
  return format.format(amount);
}
