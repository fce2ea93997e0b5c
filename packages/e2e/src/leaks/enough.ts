/**
 * Whether enough was looked at for "nothing was found" to mean something: what has to be there follows from how the runs
 * went, and no number of it is written down here.
 */
import type { EndedRun } from '@slipway/local-workflows/local-repository';
import type { Kind, Place } from './places.ts';
import type { ToldWorld } from './told-world.ts';

/** @param places that were looked at. @returns a sentence for each that was to be there and was not. */
export const tooLittle = (world: ToldWorld, places: readonly Place[]): readonly string[] => [
  ...runsLeftOut(world),
  ...world.runs.flatMap(logWithout),
  ...secretsLeftOut(world),
  ...kindsLeftOut(world, places),
];

const runsLeftOut = ({ runs, github }: ToldWorld): readonly string[] =>
  github.runs
    .filter(({ id }) => !runs.some((run) => run.id === id))
    .map(({ id, workflow }) => `${workflow}, run ${String(id)}, was not looked at for secrets`);

/** Every job that started says something. */
const logWithout = ({ workflow, id, jobs, log }: EndedRun): readonly string[] =>
  started(jobs)
    .filter((job) => !log.split('\n').some((line) => line.startsWith(`[${job}] `)))
    .map((job) => `the log of ${workflow}, run ${String(id)}, has nothing of its job ${job}`);

const started = (jobs: EndedRun['jobs']): readonly string[] =>
  Object.keys(jobs).filter((job) => jobs[job] !== 'skipped');

function secretsLeftOut({ runs, secrets, sessions }: ToldWorld): readonly string[] {
  const logins = runs.flatMap(({ log }) => log.match(/Authenticated as .+ of the local cloud/g) ?? []).length;
  return [
    ...(secrets.length === 0 ? ['no secret was looked for'] : []),
    ...secrets
      .filter(({ value }) => value.length < shortest)
      .map(({ name }) => `${name} is too short to be looked for`),
    ...(sessions === undefined || sessions === logins
      ? []
      : [
          `the jobs logged in ${String(logins)} times, and secrets of ${String(sessions)} sessions are known`,
        ]),
  ];
}

/** Shorter ones could stand somewhere by chance. */
const shortest = 16;

/** What has to be somewhere, when runs went so. */
const dues: readonly {
  readonly kind: Kind;
  readonly since: string;
  readonly isDue: (world: ToldWorld) => boolean;
}[] = [
  {
    kind: 'log',
    since: 'jobs started',
    isDue: ({ runs }) => runs.some(({ jobs }) => started(jobs).length > 0),
  },
  {
    kind: 'annotation',
    since: 'a run is red',
    isDue: ({ runs }) => runs.some(({ result }) => result === 'failure'),
  },
  { kind: 'summary', since: 'a scan gave its verdict', isDue: gave('verdict') },
  { kind: 'output', since: 'a scan gave its verdict', isDue: gave('verdict') },
  {
    kind: 'start of a run',
    since: 'workflows ran',
    isDue: ({ runs }) => runs.length > 0,
  },
  {
    kind: 'comment',
    since: 'pull requests were planned or scanned',
    isDue: (world) => inPullRequests(world).some((job) => /(?:^|\/)(?:review|scan)$/.test(job)),
  },
  { kind: 'deployment', since: 'a service was deployed to', isDue: gave('outcome') },
  {
    kind: 'variable',
    since: 'variables were published',
    isDue: ({ runs }) =>
      runs.some(({ jobs }) =>
        Object.entries(jobs).some(([job, end]) => /\/publish$/.test(job) && end === 'success'),
      ),
  },
];

const kindsLeftOut = (world: ToldWorld, places: readonly Place[]): readonly string[] =>
  dues
    .filter(({ kind, isDue }) => isDue(world) && !places.some((place) => place.kind === kind))
    .map(({ kind, since }) => `no ${kind} was looked at for secrets, though ${since}`);

function gave(output: string): (world: ToldWorld) => boolean {
  return ({ runs }) =>
    runs.some(({ outputs }) =>
      Object.entries(outputs).some(([name, value]) => name.endsWith(`.${output}`) && value !== ''),
    );
}

/** Jobs that ended green in runs of pull requests. */
const inPullRequests = ({ runs, github }: ToldWorld): readonly string[] => {
  const ids = new Set(github.runs.filter(({ event }) => event === 'pull_request').map(({ id }) => id));
  return runs
    .filter(({ id }) => ids.has(id))
    .flatMap(({ jobs }) => Object.entries(jobs))
    .flatMap(([job, end]) => (end === 'success' ? [job] : []));
};
