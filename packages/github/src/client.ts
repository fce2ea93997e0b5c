/**
 * GitHub's REST API through octokit: the only place that imports @actions/github. It turns whatever octokit
 * throws into an answer, and asks again when retries.ts says that this may help.
 */
import { getOctokit } from '@actions/github';
import { cancelledFailure } from '@slipway/action-kit/failures';
import type { Clock } from '@slipway/action-kit/ports';
import type { Answer, ApiCall, GithubApi } from './api.ts';
import { messageOf } from './reading.ts';
import { isLimited, waitBeforeRetry } from './retries.ts';

export interface GithubConfig {
  readonly token: string;
  /** Without a trailing slash: `https://api.github.com`. */
  readonly apiUrl: string;
  readonly clock: Clock;
  readonly cancelled?: AbortSignal;
  /** Told each wait before a retry. */
  readonly debug?: (line: string) => void;
}

export function githubApi(config: GithubConfig): GithubApi {
  const octokit = getOctokit(config.token, { baseUrl: config.apiUrl, log: silent });
  const ask = (call: ApiCall): Promise<Answer> =>
    askWithRetries(call, config, () => once(octokit, call, config.cancelled));
  return {
    ask: async (call) => {
      const answer = await ask(call);
      return isVersionUnknown(answer, call) ? ask({ ...call, version: '2022-11-28' }) : answer;
    },
  };
}

/** An older GitHub Enterprise Server; a dispatch differs between the versions and chooses for itself. */
function isVersionUnknown(answer: Answer, call: ApiCall): boolean {
  const refused = answer.kind === 'answer' && answer.status === 400;
  return refused && call.operation !== 'dispatch' && /version/i.test(messageOf(answer.body));
}

// Octokit warns on the console about deprecated versions; only the runner may print.
const nothing = (): void => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Asks until the answer is final. `once` is one attempt. Exported for its tests. */
export async function askWithRetries(
  call: ApiCall,
  { clock, cancelled, debug }: Pick<GithubConfig, 'clock' | 'cancelled' | 'debug'>,
  once: () => Promise<Answer>,
): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await once();
    const wait = waitBeforeRetry(answer, { attempt, repeatable: call.repeatable, now: clock.now() });
    if (wait === undefined) return answer;
    debug?.(`${call.operation}: ${isLimited(answer) ? 'rate limit' : 'no good answer'}, again in ${wait} ms`);
    await clock.sleep(wait, cancelled);
    if (cancelled?.aborted === true)
      throw cancelledFailure(`waiting to ask GitHub about ${call.about} again`);
  }
}

async function once(
  octokit: ReturnType<typeof getOctokit>,
  call: ApiCall,
  cancelled: AbortSignal | undefined,
): Promise<Answer> {
  // A write that is on its way is never cut off: nobody could tell whether it happened.
  const signal = call.route.startsWith('GET ') ? cancelled : undefined;
  try {
    const response: { status: number; headers: object; data: unknown } = await octokit.request(call.route, {
      ...call.parameters,
      headers: { 'x-github-api-version': call.version },
      request: { signal },
    });
    return {
      kind: 'answer',
      status: response.status,
      headers: headersOf(response.headers),
      body: response.data,
    };
  } catch (error) {
    if (signal?.aborted === true) throw cancelledFailure(`asking GitHub about ${call.about}`);
    return answerOf(error);
  }
}

function answerOf(error: unknown): Answer {
  const response = property(error, 'response');
  const status = property(response, 'status');
  if (typeof status === 'number') {
    return {
      kind: 'answer',
      status,
      headers: headersOf(property(response, 'headers')),
      body: property(response, 'data'),
    };
  }
  const sent = !causes(error).some((cause) => neverSent.has(String(property(cause, 'code'))));
  return {
    kind: 'no-answer',
    sent,
    why: error instanceof Error ? error.message : String(error),
    cause: error,
  };
}

const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);

/** An error and what it wraps; octokit wraps fetch's error, which wraps the socket's. */
function causes(error: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let cause = error; cause !== undefined && chain.length < 5; cause = property(cause, 'cause'))
    chain.push(cause);
  return chain;
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
