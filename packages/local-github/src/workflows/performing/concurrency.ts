/** Concurrency groups: one run of a group is in progress, one is pending, and a newer one takes its place. */
import type { Attempting } from './attempting.ts';
import type { Run } from '../runs/runs.ts';

export interface Group {
  running: Run | undefined;
  pending: { readonly run: Run; readonly go: () => void } | undefined;
}

export type Groups = Map<string, Group>;

/** Milliseconds from the cancellation of a run in progress to its end. */
const cancelTakes = 2_000;

/** Resolves when the run may be in progress; the one that waited before is cancelled. */
export async function enter(
  groups: Groups,
  name: string,
  attempting: Attempting,
  cancelInProgress: boolean,
): Promise<void> {
  const { run, clock } = attempting;
  const group = groups.get(name) ?? { running: undefined, pending: undefined };
  groups.set(name, group);
  void run.ended.then(() => leave(group, run));
  if (group.running === undefined) {
    group.running = run;
    return;
  }
  group.pending?.run.control?.end('cancelled');
  const turn = Promise.withResolvers<undefined>();
  group.pending = { run, go: () => turn.resolve(undefined) };
  attempting.become('pending');
  const { control } = group.running;
  if (cancelInProgress) {
    control?.cancel();
    clock.after(cancelTakes, () => control?.end('cancelled'));
  }
  await turn.promise;
}

function leave(group: Group, run: Run): void {
  if (group.pending?.run === run) group.pending = undefined;
  if (group.running !== run) return;
  group.running = group.pending?.run;
  group.pending?.go();
  group.pending = undefined;
}
