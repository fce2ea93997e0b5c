/** Workflows whose runs are told by a script: what each look sees, one after the other, the last again and again. */
import { upstreamFailure } from '@slipway/action-kit/failures';
import type { Random } from '@slipway/action-kit/ports';
import type { DispatchAnswer, DispatchRequest, WorkflowJob, Workflows } from '../src/ports.ts';

/** A look at a GitHub that never answers: it lasts until the time is up. */
export const silence = 'silence';

export interface ScriptedLook {
  readonly status: string;
  readonly conclusion?: string;
  readonly jobs?: readonly WorkflowJob[] | typeof silence;
}

export interface ScriptedWorkflows extends Workflows {
  readonly dispatched: readonly DispatchRequest[];
  /** How often the run and its jobs were asked for. */
  readonly asked: { run: number; jobs: number };
}

export const url = 'https://github.com/team/web/actions/runs/7';

function timeIsUp(timeUp: AbortSignal): Promise<never> {
  const blind = upstreamFailure({ code: 'github-unreachable', what: 'GitHub gave no answer about run 7' });
  return new Promise((_, reject) => timeUp.addEventListener('abort', () => reject(blind), { once: true }));
}

/** @param looks a Failure among them is thrown. */
export function scriptedWorkflows(
  looks: readonly (ScriptedLook | Error | typeof silence)[],
  answer: DispatchAnswer = { kind: 'started', id: 7, url },
): ScriptedWorkflows {
  const dispatched: DispatchRequest[] = [];
  const asked = { run: 0, jobs: 0 };
  const current = (): ScriptedLook | Error | typeof silence | undefined =>
    looks[Math.min(asked.run, looks.length) - 1];
  return {
    dispatched,
    asked,
    dispatch: async (request) => {
      dispatched.push(request);
      return answer;
    },
    run: async (id, timeUp) => {
      asked.run += 1;
      const look = current();
      if (look === undefined) throw new Error('no look is prepared');
      if (look instanceof Error) throw look;
      if (look === silence) return timeIsUp(timeUp);
      return { id, url, status: look.status, conclusion: look.conclusion ?? '' };
    },
    jobs: async (_, timeUp) => {
      asked.jobs += 1;
      const look = current();
      if (look === undefined || look === silence || look instanceof Error) return [];
      return look.jobs === silence ? timeIsUp(timeUp) : (look.jobs ?? []);
    },
  };
}

export function job(
  name: string,
  conclusion: string,
  steps: Readonly<Record<string, string>> = {},
): WorkflowJob {
  return {
    name,
    url: `${url}/job/${name}`,
    status: conclusion === '' ? 'in_progress' : 'completed',
    conclusion,
    steps: Object.entries(steps).map(([step, ended]) => ({ name: step, conclusion: ended })),
  };
}

/** Always the middle: pauses are exactly as long as their mean. */
export const middling: Random = { next: () => 0.5 };

export interface Told {
  readonly lines: readonly string[];
  readonly log: { info(line: string): void };
}

export function told(): Told {
  const lines: string[] = [];
  return { lines, log: { info: (line) => void lines.push(line) } };
}
