/**
 * What a re-run of this job does, for hints: without a key it starts another run, with one never. What is told is what
 * a person can type.
 */
import type { RedVerdict, Remedy } from '../following/conclusions.ts';
import { runOf } from '../beginning.ts';
import { onceVariable } from '../claiming/key.ts';
import { removing } from '../claiming/refusals.ts';
import type { Begun } from '../result.ts';

/** After a red end. */
export function hintAfter({ hint, remedy }: RedVerdict, begun: Begun): string {
  const more = begun.key === undefined ? withoutKey[remedy] : withKey(begun, remedy);
  return more === undefined ? hint : `${hint} ${more}`;
}

const startsAnother = 'A re-run of this job starts it again.';

const withoutKey: Readonly<Partial<Record<Remedy, string>>> = {
  again: startsAnother,
  anew: startsAnother,
  approved: 'It goes on by itself then; a re-run of this job starts another one.',
};

function withKey(begun: Begun, remedy: Remedy): string | undefined {
  // What the next step finds is not certain.
  if (begun.unrecorded !== undefined) return undefined;
  switch (remedy) {
    case 'again':
    case 'mended':
      return `For this key no other run is started: run that one again, \`gh run rerun ${String(runOf(begun.beginning)?.id)} --repo ${begun.target.repository}\`, and then this job, which follows it, or make the key free, \`${freeing(begun)}\`.`;
    case 'approved':
      return 'A re-run of this job follows it then.';
    case 'anew':
    case 'unstarted':
      return `For this key no other run is started: make it free, \`${freeing(begun)}\`, before you re-run this job.`;
    case 'unknown':
      return undefined;
  }
}

/** Of a run that was started, and nobody can tell which. */
export function hintWithoutRun(begun: Begun): string {
  const { key, target } = begun;
  const marker =
    target.kind === 'workflow'
      ? 'Declare an input `correlation-id` in that workflow and show it in its name (`run-name: Release ${{ inputs.correlation-id }}`), or set `wait: false`.'
      : 'Show the marker in the name of the workflow (`run-name: Ship ${{ github.event.client_payload.correlation-id }}`), or set `wait: false`.';
  if (begun.unrecorded !== undefined)
    return `${marker} Look at its runs under Actions before you re-run this job: what it did could not be written down, so that a re-run may start it again.`;
  if (key !== undefined)
    return `${marker} For this key nothing is started again: to start it anew, make the key free, \`${freeing(begun)}\`.`;
  return target.kind === 'workflow'
    ? `${marker} A re-run of this job starts it a second time.`
    : `${marker} A re-run of this job sends the event a second time.`;
}

/** Of a step that found its key done, and is green: undefined for all others. */
export function howToStartAgain(begun: Begun): string | undefined {
  return isOwn(begun)
    ? undefined
    : `To start it again, make the key free, \`${freeing(begun)}\`, and re-run this job.`;
}

/** Whether what the step was given was sent, or may have been. */
export function isOwn({ beginning }: Pick<Begun, 'beginning'>): boolean {
  switch (beginning.kind) {
    case 'already':
      return false;
    case 'recovered':
      return beginning.byThisStep;
    default:
      return true;
  }
}

const freeing = ({ key = '', target }: Begun): string => removing(onceVariable(key), target.repository);
