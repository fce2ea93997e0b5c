/** Sizes and counts for people; sizes in powers of a thousand as registries print them: `512 B`, `1.4 kB`, `82 MB`, `1.2 GB`. */

const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

export function humanSize(bytes: number): string {
  let amount = bytes;
  let unit: string = units[0];
  for (const larger of units.slice(1)) {
    // What would be rounded to 1000 is one of the next unit.
    if (amount < 999.5) break;
    amount /= 1000;
    unit = larger;
  }
  const digits = unit === 'B' || amount >= 9.95 ? 0 : 1;
  return `${amount.toFixed(digits)} ${unit}`;
}

/** `1 blob`, `2 blobs` */
export const count = (amount: number, noun: string): string =>
  `${String(amount)} ${noun}${amount === 1 ? '' : 's'}`;
