/** What act does not do, each with how to see in a workflow that it is asked for. */
import {
  calledFile,
  callTriggerOf,
  documentOf,
  jobsIn,
  nameOf,
  type Job,
  type WorkflowDocument,
  type WorkflowFile,
} from './workflow-files.ts';

interface Gap {
  /** After the places where it is asked for. */
  readonly says: string;
  /** Whether a run may end otherwise on GitHub for it. */
  readonly matters?: true;
  readonly ofJob?: (job: Job, file: WorkflowFile, files: readonly WorkflowFile[]) => boolean;
  readonly ofWorkflow?: (workflow: WorkflowDocument) => boolean;
}

const has =
  (key: keyof Job & keyof WorkflowDocument) =>
  (of: Job | WorkflowDocument): boolean =>
    of[key] !== undefined;

const isNamed = ({ environment }: Job): boolean =>
  typeof environment === 'string' ? environment !== '' : environment !== undefined;
const recordsDeployment = (job: Job): boolean =>
  isNamed(job) && (typeof job.environment === 'string' || job.environment?.deployment !== false);

const gaps: readonly Gap[] = [
  {
    says: '`concurrency` is not kept: runs and jobs start at once, side by side.',
    matters: true,
    ofJob: has('concurrency'),
    ofWorkflow: has('concurrency'),
  },
  {
    says: '`timeout-minutes` of a job does not end it.',
    ofJob: (job) => job['timeout-minutes'] !== undefined,
  },
  {
    says: 'reviewers, wait timers and branch rules of the environment are not asked; its secrets are those of the repository.',
    matters: true,
    ofJob: isNamed,
  },
  {
    says: 'a deployment record is made by the local GitHub at most.',
    ofJob: recordsDeployment,
  },
  {
    says: '`permissions` do not narrow the token of the job, except for `id-token`: the local token may start workflows and comment, and never write variables.',
    matters: true,
    ofJob: has('permissions'),
    ofWorkflow: has('permissions'),
  },
  {
    says: '`continue-on-error` of a job is not looked at: a red job is a red run.',
    ofJob: (job) => job['continue-on-error'] !== undefined && job['continue-on-error'] !== false,
  },
  {
    says: '`services` and `container` need a docker on this machine.',
    ofJob: ({ services, container }) => services !== undefined || container !== undefined,
  },
  {
    says: 'a job output that holds a masked value arrives; GitHub drops it.',
    ofJob: ({ outputs }) => outputs !== undefined && Object.keys(outputs).length > 0,
  },
  {
    says: 'an output that comes from a workflow further down is empty for the first caller.',
    ofJob: (job, file, files) => handsOnFromBelow(job, file, files),
  },
  {
    says: 'a red job of the called workflow ends the run: later jobs are not tried, whatever their `if`.',
    matters: true,
    ofJob: (job, file) => needsCall(job, file) && /always\(\)|failure\(\)|cancelled\(\)/.test(textOf(job.if)),
  },
  {
    says: 'with `repository` or `ref` actions/checkout is the real one, which act fetches from GitHub, and which asks GitHub for the files: what is there, and not what stands here.',
    matters: true,
    ofJob: ({ steps = [] }) =>
      steps.some(
        ({ uses = '', with: given }) =>
          uses.startsWith('actions/checkout@') && (given?.repository ?? given?.ref) !== undefined,
      ),
  },
  {
    says: 'steps with `always()` or `cancelled()` are not run when the run is cancelled; post steps are.',
    ofJob: ({ steps = [] }) => steps.some((step) => /always\(\)|cancelled\(\)/.test(textOf(step.if))),
  },
  {
    says: 'runs on this machine all the same.',
    ofJob: (job) =>
      job['runs-on'] !== undefined && !/^(?:ubuntu-[\w.-]+|\$\{\{.*)$/s.test(textOf(job['runs-on'])),
  },
  {
    says: 'filters of paths are taken for fitting.',
    ofWorkflow: ({ on }) => /"paths(?:-ignore)?":/.test(JSON.stringify(on ?? {})),
  },
];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));

/** Whether it calls a workflow whose outputs come from one that that calls. */
function handsOnFromBelow({ uses }: Job, file: WorkflowFile, files: readonly WorkflowFile[]): boolean {
  const called = uses === undefined ? undefined : calledFile(uses, file, files);
  if (called === undefined) return false;
  const calling = new Set(jobsIn(called).flatMap(([name, job]) => (job.uses === undefined ? [] : [name])));
  const values = Object.values(callTriggerOf(called)?.outputs ?? {}).map(({ value = '' }) => value);
  return values.some((value) => [...calling].some((name) => value.includes(`jobs.${name}.outputs.`)));
}

function needsCall({ needs = [] }: Job, file: WorkflowFile): boolean {
  const names = typeof needs === 'string' ? [needs] : needs;
  const jobs = new Map(jobsIn(file));
  return names.some((name) => jobs.get(name)?.uses !== undefined);
}

/** Without the places: one sentence for what a run may end otherwise for. */
export const notShownInShort = (files: readonly WorkflowFile[]): readonly string[] =>
  gaps
    .filter((gap) => gap.matters === true && placesOf(gap, files).length > 0)
    .map(({ says }) => `${says.charAt(0).toUpperCase()}${says.slice(1)}`);

export const notShown = (files: readonly WorkflowFile[]): readonly string[] =>
  gaps.flatMap((gap) => {
    const places = placesOf(gap, files);
    return places.length === 0 ? [] : [`${places.join(', ')}: ${gap.says}`];
  });

const placesOf = ({ ofJob, ofWorkflow }: Gap, files: readonly WorkflowFile[]): readonly string[] =>
  files.flatMap((file) => {
    const jobs = jobsIn(file).filter(([, job]) => ofJob?.(job, file, files) === true);
    const whole = ofWorkflow?.(documentOf(file)) === true;
    if (jobs.length > 0) return [`${nameOf(file)} (${jobs.map(([name]) => name).join(', ')})`];
    return whole ? [nameOf(file)] : [];
  });
