/** What is so in the world, asked from outside of every run: what serves, what the registry holds, who became which role. */
import { servedVersion } from '@slipway/demo/traffic';
import type { EndedRun } from '@slipway/local-workflows/local-repository';
import type { Mission } from './mission.ts';
import type { Environment } from './values.ts';

/** The version that answers at the load balancer of an environment. */
export async function served({ account }: Mission, environment: Environment): Promise<string | undefined> {
  const url = account.balancers.get(environment);
  return url === undefined ? undefined : servedVersion(url);
}

/** What a service runs: `web-staging:3`, and the digest of its image; undefined for a service that is not there. */
export function running(
  { account }: Mission,
  environment: Environment,
): { readonly revision: string; readonly digest: string } | undefined {
  const service = account.aws.ecs.services.find(
    ({ name, status }) => name === `web-${environment}` && status === 'ACTIVE',
  );
  const [newest] = service?.deployments ?? [];
  if (newest === undefined) return undefined;
  const { family, revision } = newest.revision.definition;
  const digest = newest.revision.digests.get('web') ?? '';
  return { revision: `${family}:${String(revision)}`, digest };
}

/** Tag → digest, of a repository of the registry. */
export async function tagsIn({ account }: Mission, repository: string): Promise<ReadonlyMap<string, string>> {
  const told = await fetch(account.aws.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': 'AmazonEC2ContainerRegistry_V20150921.DescribeImages',
      authorization:
        'AWS4-HMAC-SHA256 Credential=local/20260101/eu-west-1/ecr/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify({ repositoryName: repository }),
  });
  const { imageDetails = [] } = (await told.json()) as {
    readonly imageDetails?: readonly {
      readonly imageDigest: string;
      readonly imageTags?: readonly string[];
    }[];
  };
  return new Map(
    imageDetails.flatMap(({ imageDigest, imageTags = [] }) => imageTags.map((tag) => [tag, imageDigest])),
  );
}

type Runs = readonly Pick<EndedRun, 'id'>[];

/** Names of the roles that jobs of these runs became, each once. */
export function rolesOf({ account }: Mission, runs: Runs): readonly string[] {
  const ids = new Set(runs.map(({ id }) => String(id)));
  const became = account.logins().filter(({ run }) => ids.has(run));
  return [...new Set(became.map(({ role }) => role))].sort();
}

/** GitHub's records of deployments that jobs of these runs made: `staging: success`. */
export function recordsOf({ local }: Mission, runs: Runs): readonly string[] {
  const ids = new Set(runs.map(({ id }) => id));
  const jobs = local.github.runs.filter(({ id }) => ids.has(id)).flatMap((run) => run.jobs);
  return jobs.flatMap(({ deployment }) => {
    if (deployment === undefined) return [];
    const [last] = deployment.statuses.filter(({ state }) => state !== 'inactive').slice(-1);
    return [`${deployment.environment}: ${last?.state ?? 'no state'}`];
  });
}
