/** One step that is to dispatch once: what all parts of it share, and the words about who did what. */
import type { Dispatch } from '../finding/ports.ts';
import { oneLine } from '@slipway/action-kit/untrusted';
import type { ClaimValue } from './claim-value.ts';
import type { ClaimPlace, Holder } from './claimed.ts';
import type { ClaimingWorld } from './ports.ts';
import { patience } from './times.ts';

export interface Step extends ClaimPlace, ClaimingWorld {
  /** Of the claim. */
  readonly name: string;
  readonly dispatch: Dispatch;
  readonly own: OwnDispatches;
  readonly memory: Memory;
}

/** What this step sent without getting an answer: nothing may be taken for undone from then on. */
export interface OwnDispatches {
  /** Why; undefined while no answer was lost. */
  lost: string | undefined;
  /** The claims that it sent them by. */
  readonly lostClaims: Set<string>;
}

/** Of all that this step has waited for, however often the key changed hands. */
export interface Memory {
  /** When it began, by our own clock, in milliseconds. */
  readonly since: number;
  /** Whether it met the key claimed without a run. */
  sawPending: boolean;
  /** The lines of the log that are told once. */
  readonly told: Set<string>;
}

/** Tells a person that it waits, once for each reason. */
export function tellOnce(line: string, { memory: { told }, log }: Pick<Step, 'memory' | 'log'>): void {
  if (told.has(line)) return;
  told.add(line);
  log.info(line);
}

export const isPatienceOver = ({ memory, clock }: Step): boolean => clock.now() - memory.since > patience;

/** The value of a new claim, or of the lock of a take-over. */
export function newClaim(claim: string, { target, by = '' }: Step): ClaimValue {
  const { kind, workflow, ref, marking } = target;
  return { claim, kind, target: workflow, ref, marking, by, started: false, run: undefined };
}

/** Whether `by` is an attempt of the workflow run that this step belongs to. */
export function isThisRun(by: string, own: string | undefined): boolean {
  const run = runPage(by);
  return run !== undefined && own !== undefined && run === runPage(own);
}

const runPage = (url: string): string | undefined => /^.*\/actions\/runs\/\d+(?=\/|$)/.exec(url)?.[0];

/** For a line of the log: who it was, and since when. */
export function holderInWords({ by, createdAt }: Pick<Holder, 'by' | 'createdAt'>): string {
  return `${by === '' ? 'somebody' : oneLine(by, 200)} at ${new Date(createdAt).toISOString()}`;
}
