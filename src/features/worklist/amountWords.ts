const format = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** `1,234.50`: an amount in the practice's currency, which the settings don't name. */
export function amountWords(value: number): string {
  return format.format(value);
}
