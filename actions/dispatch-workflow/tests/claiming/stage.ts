/** A repository with its runs and variables, where everything goes well unless a test says otherwise. */
import type { Failure } from '@slipway/action-kit/failures';
import { manualClock, type ManualClock } from '@slipway/test-kit/manual-clock';
import type { Claims, ClaimingWorld } from '../../src/claiming/ports.ts';
import type { Dispatch, Marking, Target } from '../../src/finding/ports.ts';
import { runShelf, type RunShelf } from '../finding/run-shelf.ts';
import { variableShelf, type VariableShelf } from './variable-shelf.ts';

export interface Stage {
  readonly clock: ManualClock;
  readonly shelf: RunShelf;
  readonly variables: VariableShelf;
  readonly lines: string[];
  /** Every call, in order. */
  readonly calls: string[];
  readonly cancel: AbortController;
  readonly world: ClaimingWorld;
  /** Starts a run, and says which. */
  readonly dispatch: Dispatch;
}

export const target: Target = {
  kind: 'workflow',
  workflow: 'deploy.yml',
  ref: 'main',
  marking: 'shown',
  tells: true,
};
export const marking = (word: Marking): Target => ({ ...target, marking: word });

export const pageOf = (run: number, attempt = 1): string =>
  `https://github.com/team/infra/actions/runs/${String(run)}/attempts/${String(attempt)}`;

export function stage(by: string | undefined = pageOf(7)): Stage {
  const clock = manualClock();
  const shelf = runShelf(() => clock.now());
  const variables = variableShelf(() => clock.now());
  const lines: string[] = [];
  const calls: string[] = [];
  const cancel = new AbortController();
  let dice = 0;
  const told = <T>(call: string, answer: T): T => {
    calls.push(call);
    return answer;
  };
  const claims: Claims = {
    create: async (name, value) => told(`create ${name}`, { kind: variables.create(name, value) }),
    read: async (name) => told(`read ${name}`, variables.read(name, 0)),
    update: async (name, value) => told(`update ${name}`, variables.update(name, value)),
    remove: async (name) => told(`remove ${name}`, variables.remove(name)),
  };
  const world: ClaimingWorld = {
    claims,
    runs: {
      since: async (since, until) => told('list runs', await shelf.list.since(since, until)),
      newest: async () => told('newest run', await shelf.list.newest()),
    },
    clock,
    random: { next: () => ((dice = (dice * 7 + 3) % 101) % 100) / 100 },
    log: { info: (line) => void lines.push(line) },
    cancelled: cancel.signal,
    repository: 'team/web',
    by,
  };
  const dispatch: Dispatch = async (marker) => {
    calls.push('dispatch');
    const { id, url } = shelf.add(`Deploy ${marker}`, 'main', 0);
    return { kind: 'started', id, url };
  };
  return { clock, shelf, variables, lines, calls, cancel, world, dispatch };
}

export const failing =
  (failure: Failure): (() => Promise<never>) =>
  async () =>
    Promise.reject(failure);
