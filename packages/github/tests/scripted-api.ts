/** A GitHub that gives prepared answers in order and keeps the calls. */
import type { Answer, ApiCall, GithubApi } from '../src/api.ts';

/** When every prepared answer comes. */
export const arrival = Date.UTC(2026, 10, 21);

export const answerOf = (
  status: number,
  body: unknown = {},
  headers: Readonly<Record<string, string>> = {},
): Answer => ({ kind: 'answer', status, headers, body, at: arrival, repeated: false });

export const noAnswer = (sent: boolean, why = 'read ECONNRESET'): Answer => ({
  kind: 'no-answer',
  sent,
  why,
  cause: new Error(why),
});

export function scriptedApi(...answers: Answer[]): GithubApi & { readonly calls: readonly ApiCall[] } {
  const calls: ApiCall[] = [];
  return {
    calls,
    ask: async (call) => {
      calls.push(call);
      const answer = answers.shift();
      if (answer === undefined) throw new Error(`no answer is prepared for call ${String(calls.length)}`);
      return answer;
    },
  };
}

export function callOf(operation: ApiCall['operation'], about: string): ApiCall {
  return {
    operation,
    about,
    route: 'GET /unused',
    parameters: {},
    version: '2026-03-10',
    repeatable: operation !== 'dispatch',
  };
}
