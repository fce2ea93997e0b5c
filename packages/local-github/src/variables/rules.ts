/** What GitHub takes for a variable: its name, its value, and how many there may be in a place. */
import { Refusal } from '../refusal.ts';

const largestValue = 48 * 1024;

/** How many variables each place may have. */
export const mostVariables = { repository: 500, environment: 100, organization: 1000 } as const;

/** @returns in upper case. @throws Refusal 422 */
export function checkedName(name: unknown): string {
  if (typeof name !== 'string' || name === '') throw new Refusal(422, 'Variable name is required');
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
    throw new Refusal(
      422,
      'Variable names can only contain alphanumeric characters ([a-z], [A-Z], [0-9]) or underscores (_). Spaces are not allowed. Must start with a letter ([a-z], [A-Z]) or underscores (_).',
    );
  }
  if (/^GITHUB_/i.test(name)) throw new Refusal(422, 'Variable names must not start with GITHUB_.');
  return name.toUpperCase();
}

/** @throws Refusal 422 */
export function checkedValue(value: unknown): string {
  if (typeof value !== 'string') throw new Refusal(422, 'Variable value is required');
  if (Buffer.byteLength(value) > largestValue)
    throw new Refusal(422, 'Variable value is too large: at most 48 KB');
  return value;
}
