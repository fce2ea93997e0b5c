/** From the inputs to what is to be built: labels that a re-run knows it by, and a plan that lacks only its place. */
import type { Job } from '@slipway/action-kit/environment';
import { inputFailure } from '@slipway/action-kit/failures';
import type { BuildPlan, Cache } from '@slipway/docker/build-plan';
import { originLabels } from '@slipway/docker/origin-labels';
import { cacheName, cacheTag } from './cache-name.ts';
import { planLabel, planOf, revisionLabel, type PlanFacts } from './plan-label.ts';
import type { BuildInputs } from './request.ts';
import type { Wanted } from './reuse.ts';

/** What a run knows that its inputs do not say. */
export interface JobFacts {
  readonly job: Pick<Job, 'repository' | 'serverUrl' | 'sha' | 'workspace' | 'temporary'>;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The value of an environment variable. */
  readonly variable: (name: string) => string | undefined;
}

export interface WantedBuild {
  readonly plan: Omit<BuildPlan, 'push' | 'cache'>;
  readonly wanted: Wanted;
  /** What its cache is called. */
  readonly cacheName: string;
}

/** @throws Failure of kind input. */
export function wantedBuild(inputs: BuildInputs, { job, now, variable }: JobFacts): WantedBuild {
  const { labels = [] } = inputs;
  const sourceDateEpoch = epochOf(variable('SOURCE_DATE_EPOCH'));
  const source = job.repository === undefined ? undefined : `${job.serverUrl}/${job.repository}`;
  const own = originLabels({ source, revision: job.sha, createdAt: now, sourceDateEpoch });
  const told: Readonly<Record<string, string>> = { ...own, ...Object.fromEntries(labels) };
  const facts = factsOf(inputs);
  const plan = planOf(facts, { job, variable });
  return {
    wanted: { revision: told[revisionLabel], plan },
    cacheName: cacheName(facts, { job, variable }),
    plan: {
      ...facts,
      secrets: inputs.secrets ?? [],
      ssh: inputs.ssh ?? [],
      labels: { ...told, [planLabel]: plan },
      // Those that the registry shows; a label of the user's own stays one.
      annotations: Object.fromEntries(Object.keys(own).map((name) => [name, told[name] ?? ''])),
      addHosts: inputs.addHosts ?? [],
      noCache: inputs.noCache,
      pull: inputs.pull,
      sourceDateEpoch,
    },
  };
}

const factsOf = (inputs: BuildInputs): PlanFacts => ({
  context: inputs.context ?? '.',
  file: inputs.file,
  target: inputs.target,
  platforms: [...new Set(inputs.platforms)],
  buildArgs: inputs.buildArgs ?? [],
  buildContexts: inputs.buildContexts ?? [],
  provenance: inputs.provenance,
  sbom: inputs.sbom,
});

function epochOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,11}$/.test(text)) return Number(text);
  throw inputFailure({
    code: 'source-date-epoch-invalid',
    what: 'SOURCE_DATE_EPOCH of the environment is no time',
    why: 'it must be whole seconds since 1970',
    hint: 'Set it for example to the output of `git log -1 --format=%ct`, or leave it out.',
  });
}

export interface BuildPlace {
  readonly registryHost: string;
  readonly repository: string;
}

export function cacheOf(
  { cache, cacheRepository }: Pick<BuildInputs, 'cache' | 'cacheRepository'>,
  name: string,
  { registryHost, repository }: BuildPlace,
): Cache {
  switch (cache) {
    case 'none':
      return { kind: 'none' };
    case 'gha':
      return { kind: 'gha', scope: `${repository}-${name}` };
    case 'registry':
      return {
        kind: 'registry',
        reference: `${registryHost}/${cacheRepository ?? repository}:${cacheTag(name)}`,
      };
  }
}
