/** Durations as our actions take them, `90s`, `15m`, `2h`, in minutes. */

const units: Readonly<Record<string, number>> = { s: 1 / 60, m: 1, h: 60, d: 1440 };

/** @throws Error for what is no duration: an expression has no limit that a timeout could be above. */
export function minutesOf(text: string): number {
  const [, count, unit = ''] = /^(\d+)([smhd])$/.exec(text) ?? [];
  if (count === undefined) throw new Error(`${text} is no duration such as 90s or 15m.`);
  return Number(count) * (units[unit] ?? 0);
}
