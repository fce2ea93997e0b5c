/**
 * One request to GitHub's REST API through octokit: the only place that imports @actions/github. It turns whatever
 * octokit throws into an answer, and waits no longer for one than a request may take.
 */
import { getOctokit } from '@actions/github';
import { cancelledFailure } from '@slipway/action-kit/failures';
import type { Clock } from '@slipway/action-kit/ports';
import { withinTime } from '@slipway/action-kit/time-limit';
import type { Answer, ApiCall } from './api.ts';
import { unsentBy } from './unsent.ts';

export interface RequestConfig {
  readonly token: string;
  /** Without a trailing slash: `https://api.github.com`. */
  readonly apiUrl: string;
  readonly clock: Clock;
  readonly cancelled?: AbortSignal | undefined;
}

/** @param timeUp when the caller has no more time for a read. */
export type Request = (call: ApiCall, timeUp: AbortSignal | undefined) => Promise<Answer>;

/** How long one request may take, in milliseconds: GitHub itself gives up after ten seconds. */
const requestLimit = 30_000;

export function octokitRequest({ token, apiUrl, clock, cancelled }: RequestConfig): Request {
  const octokit = getOctokit(token, { baseUrl: apiUrl, log: silent });
  return (call, timeUp) =>
    withinTime(requestLimit, clock, async (late) => {
      // A write that is on its way is not cut off for want of time: nobody could tell whether it happened.
      const ends = call.route.startsWith('GET ') ? [late, timeUp, cancelled] : [late];
      const end = AbortSignal.any(ends.filter((each) => each !== undefined));
      const answer = await send(octokit, call, end, clock);
      if (!end.aborted || (answer.kind === 'answer' && answer.body !== '')) return answer;
      // What was cut off in the middle of a body looks like an empty one.
      if (!late.aborted && cancelled?.aborted === true)
        throw cancelledFailure(`asking GitHub about ${call.about}`);
      const why = late.aborted
        ? `it took longer than ${requestLimit / 1000} s`
        : 'there was no more time for it';
      return { kind: 'no-answer', sent: true, why, cause: end.reason };
    });
}

// Octokit warns on the console about deprecated versions; only the runner may print.
const nothing = (): void => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

async function send(
  octokit: ReturnType<typeof getOctokit>,
  call: ApiCall,
  signal: AbortSignal,
  clock: Clock,
): Promise<Answer> {
  try {
    const response: { status: number; headers: object; data: unknown } = await octokit.request(call.route, {
      ...call.parameters,
      headers: {
        'x-github-api-version': call.version,
        ...(call.etag === undefined ? {} : { 'if-none-match': call.etag }),
      },
      request: { signal },
    });
    return answered(response.status, response.headers, response.data, clock);
  } catch (error) {
    const response = property(error, 'response');
    const status = property(response, 'status');
    if (typeof status === 'number')
      return answered(status, property(response, 'headers'), property(response, 'data'), clock);
    return unanswered(error);
  }
}

const answered = (status: number, headers: unknown, body: unknown, clock: Clock): Answer => ({
  kind: 'answer',
  status,
  headers: headersOf(headers),
  body,
  at: clock.now(),
  repeated: false,
});

function unanswered(error: unknown): Answer {
  const unsent = unsentBy(error);
  return {
    kind: 'no-answer',
    sent: unsent === undefined,
    lasting: unsent === 'lasting',
    why: error instanceof Error ? error.message : String(error),
    cause: error,
  };
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function headersOf(headers: unknown): Record<string, string> {
  if (typeof headers !== 'object' || headers === null) return {};
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]),
  );
}
