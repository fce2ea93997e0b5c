/** The health check over HTTP: one attempt at a time, each told when it fails, and the words for all of them. */
import { asFailure, defect } from '@slipway/action-kit/failures';
import { shownUrl } from '@slipway/action-kit/shown-url';
import { unmetBy } from './expectations.ts';
import { counted } from '../names.ts';
import type { Reason } from '../facts.ts';
import type { Confirming } from '../phases.ts';
import type { Ports } from '../ports.ts';
import type { HealthCheck } from '../request.ts';
import { tell } from '../telling.ts';

/** Milliseconds for one answer. */
const patience = 10_000;

export type Attempt =
  | { readonly kind: 'passed'; readonly phase: Confirming }
  /** What the answer lacked, in words. */
  | { readonly kind: 'failed'; readonly phase: Confirming; readonly unmet: string };

export const isPassed = (attempt: Attempt): attempt is Extract<Attempt, { kind: 'passed' }> =>
  attempt.kind === 'passed';

export async function attempted(phase: Confirming, check: HealthCheck, ports: Ports): Promise<Attempt> {
  const unmet = await askedOnce(check, ports);
  const attempts = phase.attempts + 1;
  const which = `attempt ${String(attempts)} of ${String(check.attempts)}`;
  const words =
    unmet === undefined
      ? `${shownUrl(check.url)} answered as expected`
      : `health check, ${which}: ${shownUrl(check.url)} ${unmet}`;
  const next = { ...phase, ...tell(phase, 'check', words, ports), attempts };
  return unmet === undefined ? { kind: 'passed', phase: next } : { kind: 'failed', phase: next, unmet };
}

/** undefined when the answer is as expected. */
async function askedOnce({ url, expect }: HealthCheck, ports: Ports): Promise<string | undefined> {
  try {
    return unmetBy(await ports.endpoint.get(url, patience), expect, ports.endpoint);
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.kind !== 'upstream') throw defect(thrown);
    return `gave no answer${failure.why === undefined ? '' : ` (${failure.why})`}`;
  }
}

export function failedFor({ url, attempts }: HealthCheck, unmet: string): Reason {
  const often = attempts === 1 ? '' : ` in ${counted(attempts, 'attempt')}`;
  const text = `The health check failed${often}: ${shownUrl(url)} ${unmet}`;
  return { code: 'health-check-failed', text };
}
