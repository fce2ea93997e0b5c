/** The marker: a word that only one dispatch carries, so that its run can be told from all others. */
import type { Random } from '@slipway/action-kit/ports';

const digits = 16;

/** Sixteen hexadecimal digits. */
export function newId(random: Random): string {
  return Array.from({ length: digits }, () => Math.floor(random.next() * 16).toString(16)).join('');
}

/** `slipway-0123456789abcdef`: what a target shows in its `run-name`. @param id as `newId` makes it. */
export const markerOf = (id: string): string => `slipway-${id}`;

/** Whether a title holds the marker itself, and not a longer word that begins with it. */
export function showsMarker(title: string, marker: string): boolean {
  const after = title.split(marker).slice(1);
  return after.some((rest) => !/^[0-9a-z]/i.test(rest));
}
