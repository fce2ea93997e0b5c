/** A GitHub of one repository, told by a script: its workflows, what a dispatch answers, and what each look at the run sees. */
import { upstreamFailure } from '@slipway/action-kit/failures';
import type { Random } from '@slipway/action-kit/ports';
import type { ManualClock } from '@slipway/test-kit/manual-clock';
import type { FileText, KnownWorkflow, WorkflowFiles } from '../src/asking/ports.ts';
import type { Claims, ClaimVariable } from '../src/claiming/ports.ts';
import type { World } from '../src/dispatch-workflow.ts';
import type { ListedRun } from '../src/finding/ports.ts';
import type { OwnRun } from '../src/history.ts';
import type {
  Canceller,
  DispatchAnswer,
  DispatchRequest,
  EventRequest,
  PendingApproval,
  Runs,
  WorkflowJob,
} from '../src/ports.ts';

/** A look at a GitHub that never answers: it lasts until the time is up. */
export const silence = 'silence';

export interface ScriptedLook {
  readonly status: string;
  readonly conclusion?: string;
  readonly attempt?: number;
  /** Milliseconds before the step began, by GitHub's clock: how long ago it changed last. Undefined: while the step runs. */
  readonly endedAgo?: number;
  readonly jobs?: readonly WorkflowJob[] | typeof silence;
  readonly approvals?: readonly PendingApproval[];
}

/** What each look sees, the last again and again; a Failure among them is thrown. */
export type Looks = readonly (ScriptedLook | Error | typeof silence)[];

export const url = 'https://github.com/team/web/actions/runs/7';

function timeIsUp(timeUp: AbortSignal): Promise<never> {
  const blind = upstreamFailure({ code: 'github-unreachable', what: 'GitHub gave no answer about run 7' });
  return new Promise((_, reject) => timeUp.addEventListener('abort', () => reject(blind), { once: true }));
}

export interface ScriptedRuns extends Runs {
  /** How often each was asked for. */
  readonly asked: { run: number; jobs: number; approvals: number };
}

export function scriptedRuns(looks: Looks, clock: Pick<ManualClock, 'now'>): ScriptedRuns {
  const began = clock.now();
  const asked = { run: 0, jobs: 0, approvals: 0 };
  const current = (): ScriptedLook | Error | typeof silence | undefined =>
    looks[Math.min(asked.run, looks.length) - 1];
  const seen = (): ScriptedLook | undefined => {
    const look = current();
    return look === silence || look instanceof Error ? undefined : look;
  };
  return {
    asked,
    run: async (id, timeUp) => {
      asked.run += 1;
      const look = current();
      if (look === undefined) throw new Error('no look is prepared');
      if (look instanceof Error) throw look;
      if (look === silence) return timeIsUp(timeUp);
      const { status, conclusion = '', attempt = 1, endedAgo } = look;
      const updatedAt = endedAgo === undefined ? clock.now() : began - endedAgo;
      return { id, url, status, conclusion, attempt, updatedAt, seenAt: clock.now() };
    },
    jobs: async (_, timeUp) => {
      asked.jobs += 1;
      const jobs = seen()?.jobs ?? [];
      return jobs === silence ? timeIsUp(timeUp) : jobs;
    },
    approvals: async () => {
      asked.approvals += 1;
      return seen()?.approvals ?? [];
    },
  };
}

export interface ScriptedFiles extends WorkflowFiles {
  /** `workflow release.yml`, `list`, `text release.yml@main`: each call. */
  readonly asked: readonly string[];
}

/**
 * @param texts by file name, with `@ref` where another ref than main is meant; those without are on the default branch.
 * @param known what the list of workflows says.
 */
export function scriptedFiles(
  texts: Readonly<Record<string, string | Error>>,
  known: readonly KnownWorkflow[] = [],
): ScriptedFiles {
  const asked: string[] = [];
  return {
    asked,
    workflow: async (workflow) => {
      asked.push(`workflow ${workflow}`);
      return known.find(({ id, path }) => String(id) === workflow || path.endsWith(`/${workflow}`));
    },
    list: async () => {
      asked.push('list');
      return known;
    },
    text: async (file, ref): Promise<FileText> => {
      const key = ref === undefined || ref === 'main' ? file : `${file}@${ref}`;
      asked.push(`text ${key}`);
      const text = texts[key];
      if (text instanceof Error) throw text;
      return text === undefined ? { kind: 'not-there' } : { kind: 'text', text };
    },
  };
}

export const workflowNamed = (name: string, file: string, state = 'active', id = 5): KnownWorkflow => ({
  id,
  name,
  path: `.github/workflows/${file}`,
  state,
});

/** Variables that are kept in memory. */
export interface ScriptedClaims extends Claims {
  readonly stored: Map<string, ClaimVariable>;
}

export function scriptedClaims(clock: Pick<ManualClock, 'now'>): ScriptedClaims {
  const stored = new Map<string, ClaimVariable>();
  return {
    stored,
    create: async (name, value) => {
      if (stored.has(name)) return { kind: 'exists' };
      stored.set(name, { value, createdAt: clock.now(), now: clock.now() });
      return { kind: 'created' };
    },
    read: async (name) => {
      const variable = stored.get(name);
      return variable === undefined ? undefined : { ...variable, now: clock.now() };
    },
    update: async (name, value) => {
      const variable = stored.get(name);
      if (variable === undefined) return 'gone';
      stored.set(name, { ...variable, value });
      return 'updated';
    },
    remove: async (name) => stored.delete(name),
  };
}

export interface Script {
  readonly looks?: Looks;
  readonly answer?: DispatchAnswer | Error;
  readonly files?: ScriptedFiles;
  /** What the list of runs shows once something was dispatched. */
  readonly listed?: readonly ListedRun[];
  /** Milliseconds after the beginning. */
  readonly listedAfter?: number;
  readonly cancels?: Canceller['cancel'];
  readonly cancelled?: AbortSignal;
  readonly tells?: boolean;
  readonly ownRun?: OwnRun;
}

export interface ScriptedWorld extends World {
  readonly dispatched: readonly (DispatchRequest | EventRequest)[];
  readonly runs: ScriptedRuns;
  readonly files: ScriptedFiles;
  readonly claims: ScriptedClaims;
  readonly cancels: readonly number[];
  readonly lines: readonly string[];
}

export const release = `
on:
  workflow_dispatch:
    inputs:
      version: { required: true }
`;

export function scriptedWorld(clock: ManualClock, script: Script = {}): ScriptedWorld {
  const dispatched: (DispatchRequest | EventRequest)[] = [];
  const listedAt = clock.now() + (script.listedAfter ?? 0);
  const cancels: number[] = [];
  const { lines, log } = told();
  const { answer = { kind: 'started', id: 7, url } } = script;
  const answered = async (request: DispatchRequest | EventRequest): Promise<DispatchAnswer> => {
    if (answer instanceof Error) throw answer;
    dispatched.push(request);
    return answer;
  };
  return {
    dispatched,
    cancels,
    lines,
    log,
    clock,
    random: middling,
    cancelled: script.cancelled ?? new AbortController().signal,
    runs: scriptedRuns(script.looks ?? [], clock),
    files: script.files ?? scriptedFiles({ 'release.yml': release }),
    claims: scriptedClaims(clock),
    dispatches: { workflow: answered, event: answered },
    canceller: {
      cancel: async (id, timeUp) => {
        cancels.push(id);
        return script.cancels?.(id, timeUp) ?? { kind: 'asked' };
      },
    },
    runLists: () => ({
      since: async () => ({
        runs: dispatched.length === 0 || clock.now() < listedAt ? [] : (script.listed ?? []),
        now: clock.now(),
        isWhole: true,
      }),
      newest: async () => ({ id: 6, now: clock.now() }),
    }),
    by: 'https://github.com/team/web/actions/runs/3/attempts/1',
    ownRun: script.ownRun ?? { isRerun: false, createdAt: async () => undefined },
    tells: script.tells ?? true,
  };
}

export function job(
  name: string,
  conclusion: string,
  steps: Readonly<Record<string, string>> = {},
  status = conclusion === '' ? 'in_progress' : 'completed',
): WorkflowJob {
  return {
    id: Array.from(name).reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7),
    name,
    url: `${url}/job/${name}`,
    status,
    conclusion,
    steps: Object.entries(steps).map(([step, ended], index) => ({
      name: step,
      conclusion: ended,
      number: index + 1,
    })),
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

/** One look at a run that has ended so. */
export const ending = (conclusion: string, ...jobs: ReturnType<typeof job>[]): Looks => [
  { status: 'completed', conclusion, jobs },
];
