/** The facts of a place as a file holds them: only what is known is taken, and only what is on this machine. Pure. */
import { cloudOfJobs } from './cloud-of-jobs.ts';
import type { PlaceFacts } from './place.ts';

/** undefined for what leads elsewhere, or says less. */
export function keptFacts(text: string): PlaceFacts | undefined {
  const kept = parsed(text);
  const { cloud, github, token, origin } = kept;
  if (!isHere(cloud) || !isHere(github) || typeof token !== 'string' || typeof origin !== 'string')
    return undefined;
  const isAssumed = textsIn(kept.jobs, /^/).SLIPWAY_LOCAL_ROLES === 'assumed';
  const loadBalancers = Object.entries(textsIn(kept.loadBalancers, /^/));
  return {
    ...{ cloud, github, token, origin },
    cloudEnvironment: textsIn(kept.cloudEnvironment, /^AWS_[A-Z_]+$/),
    jobs: cloudOfJobs(cloud, isAssumed ? 'assumed' : 'believed'),
    loadBalancers: Object.fromEntries(loadBalancers.filter(([, url]) => isHere(url))),
    githubEnvironment: textsIn(kept.githubEnvironment, /^(?:GITHUB|ACTIONS)_[A-Z_]+$/),
    variables: textsIn(kept.variables, /^[A-Za-z_]\w*$/),
  };
}

const isHere = (url: unknown): url is string =>
  typeof url === 'string' && /^http:\/\/(?:127\.0\.0\.1|localhost):\d+\/?$/.test(url);

const textsIn = (value: unknown, names: RegExp): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(Object(value) as Readonly<Record<string, unknown>>).filter(
      (entry): entry is [string, string] => names.test(entry[0]) && typeof entry[1] === 'string',
    ),
  );

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text)) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}
