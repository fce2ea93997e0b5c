/** The outputs: names as JSON lists, of what was done, or with a dry run would be. */
import type { OutputName } from '@slipway/action-kit/inputs';
import type { Done } from '../applying/done.ts';
import type { contract } from '../contract.ts';

export type Outputs = Readonly<Record<OutputName<typeof contract>, string>>;

/** The outputs of a run that ended before anything was changed. */
export const nothingChanged: Outputs = {
  changed: 'false',
  created: '[]',
  updated: '[]',
  unchanged: '[]',
  removed: '[]',
};

export function outputsOf(done: readonly Done[]): Outputs {
  const names = (kind: Done['kind']): string =>
    JSON.stringify(done.filter((each) => each.kind === kind).map(({ name }) => name));
  return {
    changed: String(done.some(({ kind }) => kind !== 'unchanged' && kind !== 'left')),
    created: names('created'),
    updated: names('updated'),
    unchanged: names('unchanged'),
    removed: names('removed'),
  };
}
