/** ARNs as people say them. */

/** `web:42` of a task definition's ARN; anything else as it is. */
export function revisionName(arn: string): string {
  return /:task-definition\/(.+)$/.exec(arn)?.[1] ?? arn;
}

/** `web` of the ARN of `web:42`; undefined for anything else. */
export const familyOf = (arn: string | undefined): string | undefined =>
  /:task-definition\/([\w-]+):\d+$/.exec(arn ?? '')?.[1];

/** The part after the last slash: a task's or a deployment's id. */
export function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** `1 task`, `2 tasks`. */
export function counted(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `2 of 3 failures`, and `5 failures (its limit is 3)` once the breaker has counted on. */
export function failuresOf({ failures, threshold }: { failures: number; threshold: number }): string {
  return failures > threshold
    ? `${counted(failures, 'failure')} (its limit is ${String(threshold)})`
    : `${String(failures)} of ${String(threshold)} failures`;
}

/** `0:12`, `14:03`, `1:02:03`. */
export function elapsed(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const tail = `${hours > 0 ? two(minutes) : String(minutes)}:${two(seconds % 60)}`;
  return hours > 0 ? `${String(hours)}:${tail}` : tail;
}

/** `31 s`, `4 min`, `4 min 5 s`. */
export function lasting(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return `${String(seconds)} s`;
  const rest = seconds % 60;
  return `${String(Math.floor(seconds / 60))} min${rest === 0 ? '' : ` ${String(rest)} s`}`;
}

/** `2026-11-21T12:00:00Z`. */
export const inUtc = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
