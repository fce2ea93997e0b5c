/**
 * GitHub's REST API as the gateways see it: one question in, its final answer out, asked again when retries.ts says
 * that this may help, and in an older version when the server knows no newer one.
 */
import { cancelledFailure } from '@slipway/action-kit/failures';
import type { Answer, ApiCall, GithubApi } from './api.ts';
import { messageOf } from './reading.ts';
import { octokitRequest, type Request, type RequestConfig } from './request.ts';
import { isLimited, mayHaveArrived, waitBeforeRetry } from './retries.ts';

/** Milliseconds that a timer may be late on a machine that did not stand still. */
const lateness = 5000;

export interface GithubConfig extends RequestConfig {
  /** Told each wait before a retry. */
  readonly debug?: (line: string) => void;
}

export function githubApi(config: GithubConfig): GithubApi {
  const request = octokitRequest(config);
  const ask: GithubApi['ask'] = (call, timeUp, beforeSend) =>
    askWithRetries(call, { ...config, timeUp, beforeSend }, request);
  let isOld = false;
  return {
    ask: async (call, timeUp, beforeSend) => {
      const older: ApiCall = { ...call, version: '2022-11-28' };
      if (isOld && call.operation !== 'dispatch') return ask(older, timeUp, beforeSend);
      const answer = await ask(call, timeUp, beforeSend);
      if (!isVersionUnknown(answer, call)) return answer;
      isOld = true;
      return ask(older, timeUp, beforeSend);
    },
  };
}

/** An older GitHub Enterprise Server; a dispatch differs between the versions and chooses for itself. */
function isVersionUnknown(answer: Answer, call: ApiCall): boolean {
  const refused = answer.kind === 'answer' && answer.status === 400;
  return refused && call.operation !== 'dispatch' && /version/i.test(messageOf(answer.body));
}

interface Sending {
  readonly timeUp?: AbortSignal | undefined;
  readonly beforeSend?: (() => void) | undefined;
}

/** Asks until the answer is final, or the time is up. Exported for its tests. */
export async function askWithRetries(
  call: ApiCall,
  {
    clock,
    cancelled,
    timeUp,
    beforeSend,
    debug,
  }: Pick<GithubConfig, 'clock' | 'cancelled' | 'debug'> & Sending,
  request: Request,
): Promise<Answer> {
  const wakers = [cancelled, timeUp].filter((each) => each !== undefined);
  const woken = wakers.length === 0 ? undefined : AbortSignal.any(wakers);
  let repeated = false;
  for (let attempt = 1; ; attempt += 1) {
    beforeSend?.();
    const answer = await request(call, timeUp);
    const final: Answer = answer.kind === 'answer' ? { ...answer, repeated } : answer;
    if (call.once === true) return final;
    const wait = waitBeforeRetry(answer, { attempt, repeatable: call.repeatable, now: clock.now() });
    if (wait === undefined) return final;
    debug?.(`${call.operation}: ${isLimited(answer) ? 'rate limit' : 'no good answer'}, again in ${wait} ms`);
    const wakesAt = clock.now() + wait;
    await clock.sleep(wait, woken);
    if (cancelled?.aborted === true)
      throw cancelledFailure(`waiting to ask GitHub about ${call.about} again`);
    // Of a machine that stood still this timer may ring before the one that ends the time.
    const isLate = timeUp !== undefined && clock.now() > wakesAt + lateness;
    if (timeUp?.aborted === true || isLate) return final;
    repeated ||= mayHaveArrived(answer);
  }
}
