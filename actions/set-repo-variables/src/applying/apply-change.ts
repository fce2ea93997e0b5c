/**
 * One change, carried out: wait for the pace, look, write at once. A write that GitHub did not confirm is never just sent
 * again, because somebody may have written since: the next try begins with a look, too.
 */
import { asFailure, upstreamFailure, type Failure } from '@slipway/action-kit/failures';
import type { Access } from '../planning/access.ts';
import type { Change } from '../planning/plan.ts';
import type { Unwritten, VariableStore } from '../ports.ts';
import type { Done } from './done.ts';
import { nextStep, type Look, type Step } from './next-step.ts';
import type { Pace } from './pace.ts';
import type { Progress } from './progress.ts';

export interface Applying {
  readonly store: VariableStore;
  readonly pace: Pace;
  readonly access: Access;
  readonly progress: Progress;
}

export type Ended =
  | { readonly kind: 'done'; readonly done: Done }
  /** `mayBeDone`: a write was sent whose answer did not come. */
  | { readonly kind: 'stopped'; readonly failure: Failure; readonly mayBeDone: boolean };

type Doing = Exclude<Change, { readonly kind: 'unchanged' }>;

/** The tries of one change so far. */
interface Past {
  attempts: number;
  /** Tries that somebody else was quicker than. */
  races: number;
  /** What a write does that may have arrived, though GitHub did not say so. */
  sent: Done | undefined;
  /** Milliseconds until the next try makes sense. */
  wait: number;
}

/** Somebody who creates and removes it over and over is not raced for ever. */
const mostRaces = 3;

/** Never throws: what stops it is an end as well. */
export async function applyChange(change: Change, applying: Applying): Promise<Ended> {
  if (change.kind === 'unchanged') return { kind: 'done', done: change };
  const past: Past = { attempts: 0, races: 0, sent: undefined, wait: 0 };
  try {
    for (;;) {
      const done = await tryOnce(change, past, applying);
      if (done !== undefined) return { kind: 'done', done };
    }
  } catch (thrown) {
    return { kind: 'stopped', failure: asFailure(thrown), mayBeDone: past.sent !== undefined };
  }
}

/** Undefined when it has to be tried again; `past` is kept up to date. @throws Failure when it makes no sense any more. */
async function tryOnce(change: Doing, past: Past, applying: Applying): Promise<Done | undefined> {
  await applying.pace.next(past.wait);
  const isFirst = past.attempts + past.races === 0;
  // A create never writes over anything: the first needs no look.
  const look = change.kind === 'created' && isFirst ? nothing : await lookAt(change.name, applying);
  const step = nextStep(change, look, past.sent);
  if (step.kind === 'end') return step.done;
  past.wait = 0;
  const answer = await write(step, look, past.attempts + 1, applying);
  if (typeof answer !== 'string') waitFor(answer, step, past);
  else if (answer === 'exists' || answer === 'gone') raced(change, past);
  else return step.done;
  return undefined;
}

const nothing: Look = { found: undefined, access: undefined };

async function lookAt(name: string, { store, access }: Applying): Promise<Look> {
  const found = await store.read(name);
  return { found, access: found === undefined ? undefined : await access.changeOf(found) };
}

async function write(
  { kind, done }: Step,
  look: Look,
  attempt: number,
  { store, access }: Applying,
): Promise<Unwritten | 'created' | 'updated' | 'removed' | 'exists' | 'gone'> {
  const { name } = done;
  if (!('value' in done)) return store.remove(name, attempt);
  const { value } = done;
  if (kind === 'create') return store.create({ name, value, ...(await access.toSend()) }, attempt);
  const shown = look.access === undefined ? {} : await access.toSend();
  return store.update({ name, value, ...shown }, attempt);
}

function waitFor({ failure, mayBeDone, againIn }: Unwritten, { done }: Step, past: Past): void {
  past.attempts += 1;
  if (mayBeDone) past.sent = done;
  if (againIn === undefined) throw failure;
  past.wait = againIn;
}

function raced({ name }: Doing, past: Past): void {
  past.races += 1;
  if (past.races < mostRaces) return;
  throw upstreamFailure({
    code: 'variable-contended',
    what: `The variable ${name} was created and removed over and over by somebody else`,
    hint: 'Let one workflow alone write it (a `concurrency` group), and re-run the job.',
  });
}
