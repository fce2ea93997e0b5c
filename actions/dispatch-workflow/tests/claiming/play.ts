/**
 * Plays a scene: several dispatchers with the same key, other people's runs in between, and at the end one more
 * dispatcher, for whom everything goes well. What GitHub itself knows says what was done.
 */
import { asFailure, inputFailure, upstreamFailure, type Failure } from '@slipway/action-kit/failures';
import { manualClock, type ManualClock } from '@slipway/test-kit/manual-clock';
import { dispatchOnce } from '../../src/claiming/dispatch-once.ts';
import type { ClaimingWorld, Once } from '../../src/claiming/ports.ts';
import type { Dispatch, Marking, Target } from '../../src/finding/ports.ts';
import { runShelf, type RunShelf, type ShelvedRun } from '../finding/run-shelf.ts';
import { variableShelf, type VariableShelf } from './variable-shelf.ts';
import { wireOf, type DispatcherPlan, type Wire } from './wire.ts';

export interface OtherRun {
  readonly at: number;
  readonly branch: string;
  readonly lag: number;
}

export interface OnceScene {
  readonly kind: Target['kind'];
  /** Whether anything listens to the event: if not, GitHub confirms it, and no run is ever there. */
  readonly isHeard: boolean;
  readonly marking: Marking;
  /** Whether titles show the marker where nobody knows whether they do. */
  readonly isTitled: boolean;
  /** Whether GitHub says which run a dispatch started. */
  readonly tells: boolean;
  readonly dispatchers: readonly DispatcherPlan[];
  readonly others: readonly OtherRun[];
  /** How late a run of ours is in the list, in turn. */
  readonly runLags: readonly number[];
  /** How old what is read of a variable may be, in turn. */
  readonly readLags: readonly number[];
  /** The first dispatches that GitHub refuses for good. */
  readonly refused: number;
  /** When the last dispatcher starts, after all others have ended. */
  readonly lastAfter: number;
}

export type End =
  | { readonly kind: 'once'; readonly once: Once; readonly at: number }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'died' };

export interface Played {
  /** In the order of the dispatchers; the last one's at the end. */
  readonly ends: readonly End[];
  /** The runs that were dispatched for the key. */
  readonly dispatched: readonly ShelvedRun[];
  /** Every dispatch that was sent, whatever became of it. */
  readonly sends: readonly Sending[];
  readonly variables: VariableShelf;
  readonly requests: number;
  readonly lines: readonly string[];
}

export interface Sending {
  /** Of the dispatcher. */
  readonly index: number;
  readonly at: number;
}

interface Github {
  readonly scene: OnceScene;
  readonly time: ManualClock;
  readonly runs: RunShelf;
  readonly variables: VariableShelf;
  readonly dispatched: ShelvedRun[];
  readonly sends: Sending[];
  readonly lines: string[];
  readonly count: { asked: number; reads: number };
}

export const claimName = 'SLIPWAY_ONCE_FIRST';

export async function play(scene: OnceScene): Promise<Played> {
  const time = manualClock();
  const start = time.now();
  const runs = runShelf(() => time.now());
  const variables = variableShelf(() => time.now());
  const count = { asked: 0, reads: 0 };
  const github: Github = { scene, time, runs, variables, dispatched: [], sends: [], lines: [], count };
  for (const { at, branch, lag } of scene.others)
    time.at(start + at, () => void runs.add('Deploy', branch, lag));
  const wires = scene.dispatchers.map((plan) => wireOf(plan, time));
  const ends = await time.drive(
    Promise.all(
      wires.map((wire, index) => run(wire, scene.dispatchers[index]?.startsAt ?? 0, index, github)),
    ),
  );
  const last = wireOf({ startsAt: 0, skew: 0, fates: [], oversleeps: [], dies: undefined }, time);
  const end = await time.drive(run(last, scene.lastAfter, wires.length, github));
  const requests = [...wires, last].reduce((sum, wire) => sum + wire.requests(), 0);
  const { dispatched, sends, lines } = github;
  return { ends: [...ends, end], dispatched, sends, variables, requests, lines };
}

async function run(wire: Wire, startsAt: number, index: number, github: Github): Promise<End> {
  const ended = github.time
    .sleep(startsAt)
    .then(() =>
      dispatchOnce(
        'first',
        targetOf(github.scene),
        worldOf(wire, index, github),
        dispatchOf(wire, index, github),
      ),
    );
  return Promise.race([
    wire.death.then((): End => ({ kind: 'died' })),
    ended.then(
      (once): End => ({ kind: 'once', once, at: github.time.now() }),
      (thrown: unknown): End => ({ kind: 'failed', failure: asFailure(thrown) }),
    ),
  ]);
}

const targetOf = ({ kind, marking, tells }: OnceScene): Target =>
  kind === 'workflow'
    ? { kind, workflow: 'deploy.yml', ref: 'main', marking, tells }
    : { kind, workflow: 'deploy', ref: undefined, marking, tells: false };

function worldOf(wire: Wire, index: number, { variables, runs, scene, count, lines }: Github): ClaimingWorld {
  let thrown = index * 977 + 1;
  const lag = (): number => scene.readLags[(count.reads += 1) % Math.max(1, scene.readLags.length)] ?? 0;
  return {
    claims: {
      create: (name, value) => wire.ask(() => ({ kind: variables.create(name, value) })),
      read: (name) => wire.ask(() => variables.read(name, lag())),
      update: async (name, value, timeUp) => {
        if (timeUp?.aborted !== true) return wire.ask(() => variables.update(name, value));
        const answer = await wire.askOnce(() => variables.update(name, value));
        if (answer === undefined)
          throw upstreamFailure({ code: 'github-unreachable', what: 'GitHub gave no answer' });
        return answer.value;
      },
      remove: async (name, timeUp) => {
        if (timeUp?.aborted !== true) throw new Error('a removal must be sent once');
        const answer = await wire.askOnce(() => variables.remove(name));
        if (answer === undefined)
          throw upstreamFailure({ code: 'github-unreachable', what: 'GitHub gave no answer' });
        return answer.value;
      },
    },
    runs: {
      since: async (since, until) => wire.ask(() => runs.list.since(since, until)),
      newest: async () => wire.ask(() => runs.list.newest()),
    },
    clock: wire.clock,
    random: { next: () => ((thrown = (thrown * 48_271) % 2_147_483_647) % 65_536) / 65_536 },
    log: { info: (line) => void lines.push(line) },
    cancelled: new AbortController().signal,
    repository: 'team/web',
    by: `https://github.com/team/infra/actions/runs/${index + 1}/attempts/1`,
  };
}

function dispatchOf(wire: Wire, index: number, github: Github): Dispatch {
  const { scene, sends, time } = github;
  return async (marker) => {
    sends.push({ index, at: time.now() });
    const answer = await wire.askOnce(() => carryOut(marker, github));
    if (answer === undefined) return { kind: 'lost', why: 'socket hang up' };
    if (answer.value === 'refused')
      throw inputFailure({ code: 'dispatch-refused', what: 'GitHub did not start it' });
    return scene.tells && scene.kind === 'workflow' && answer.value !== undefined
      ? { kind: 'started', id: answer.value.id, url: answer.value.url }
      : { kind: 'started-somewhere' };
  };
}

/** The run that it starts; none of an event that nobody listens to. */
function carryOut(
  marker: string,
  { scene, count, runs, dispatched }: Github,
): ShelvedRun | 'refused' | undefined {
  count.asked += 1;
  if (count.asked <= scene.refused) return 'refused';
  if (scene.kind === 'event' && !scene.isHeard) return undefined;
  const lag = scene.runLags[count.asked % Math.max(1, scene.runLags.length)] ?? 0;
  const started = runs.add(isTitled(scene) ? `Deploy ${marker}` : 'Deploy', 'main', lag);
  dispatched.push(started);
  return started;
}

/** Whether titles tell our run from others. */
const isTitled = ({ marking, isTitled: isShown }: OnceScene): boolean =>
  marking === 'shown' || (marking === 'sent' && isShown);
