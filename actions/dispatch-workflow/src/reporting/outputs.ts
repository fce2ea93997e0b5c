/** The outputs of a result, and of a run that ended without one. */
import type { Failure } from '@slipway/action-kit/failures';
import type { OutputName } from '@slipway/action-kit/inputs';
import { runOf, type Beginning } from '../beginning.ts';
import type { contract } from '../contract.ts';
import type { Begun, Result } from '../result.ts';
import { lastLook } from '../following/follow.ts';
import { conclusionOf } from './seen-end.ts';

export type Outputs = Readonly<Record<OutputName<typeof contract>, string>>;

const nothingStarted: Outputs = { dispatched: 'false', 'run-id': '', 'run-url': '', conclusion: '' };

/** Before anything was started, unless nobody foresaw how it ended. */
export const outputsOfFailure = ({ kind }: Failure): Outputs =>
  kind === 'defect' ? { ...nothingStarted, dispatched: 'unknown' } : nothingStarted;

export function outputsOf(result: Result): Outputs {
  if (result.kind !== 'begun') return nothingStarted;
  const run = runOf(result.beginning);
  return {
    dispatched: dispatchedBy(result.beginning),
    'run-id': run === undefined ? '' : String(run.id),
    'run-url': urlOf(result),
    conclusion: conclusionOf(result),
  };
}

/** A run that only this step's own lost dispatch can have started is its own, as far as can be told. */
const dispatchedBy = (beginning: Beginning): string =>
  beginning.kind === 'recovered' && beginning.byThisStep ? 'true' : dispatched[beginning.kind];

const dispatched: Readonly<Record<Beginning['kind'], 'true' | 'false' | 'unknown'>> = {
  started: 'true',
  unfound: 'true',
  unknown: 'unknown',
  already: 'false',
  recovered: 'false',
  unclear: 'unknown',
};

/** A claim that a person wrote may lack the page; a look knows it. */
export function urlOf({ beginning, followed }: Begun): string {
  const seen = followed === undefined ? undefined : lastLook(followed)?.run.url;
  return runOf(beginning)?.url || (seen ?? '');
}
