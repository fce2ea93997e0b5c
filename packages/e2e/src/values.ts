/** The values of the two environments, as the person who sets all of this up writes them: as small as they may be. */
import type { ImageWorld } from '@slipway/local-aws/world';
import { accountId } from '@slipway/local-terraform/account';
import {
  region,
  stateBucket,
  trustedOf,
  type TrustedRepository,
} from '@slipway/local-terraform/example-values';
import type { Consumer } from './consumer.ts';

export { region };

export const environments = ['staging', 'production'] as const;
export type Environment = (typeof environments)[number];

/** An empty account; each image runs as a process of this machine. */
export const world = `
account: '${accountId}'
region: ${region}
images:
  - { repository: staging/web, runtime: process }
  - { repository: production/web, runtime: process }
`;

/** What a scan finds in the image of a commit. */
export const findingOf = (commit: string): ImageWorld => ({
  repository: 'staging/web',
  tag: `${commit}-*`,
  runtime: 'process',
  behaviour: [],
  findings: [
    {
      id: 'CVE-2026-99999',
      severity: 'CRITICAL',
      package: 'openssl',
      version: '3.5.0-r0',
      fixed: '3.5.9-r0',
    },
  ],
});

/** Writes all of it into the repository. @param job the environment of its jobs, with the ids of the repository. */
export async function addTerraform(
  consumer: Pick<Consumer, 'write'>,
  job: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [path, content] of Object.entries(valuesOf(trustedOf(job)))) {
    await consumer.write(`terraform/environments/${path}`, content);
  }
}

/** @returns path below terraform/environments → content. */
function valuesOf(trusted: TrustedRepository): Readonly<Record<string, string>> {
  const shared = {
    'state.s3.tfbackend': `bucket = "${stateBucket}"\nregion = "${region}"\n`,
    'github.tfvars': githubOf(trusted),
    'platform.tfvars': platform,
    'web.tfvars': service,
  };
  const both = environments.flatMap((environment) =>
    Object.entries(shared).map(([file, content]) => [`${environment}/${file}`, content] as const),
  );
  return {
    ...Object.fromEntries(both),
    'production/bootstrap.tfvars':
      'more_environments     = ["staging"]\nplan_on_pull_requests = true\ndeletion_protection   = false\n',
    'staging/web.registry.tfvars':
      'more_github_environments = ["pull-request"]\ndeletion_protection      = false\n',
    'production/web.registry.tfvars': 'promote_from        = ["staging/web"]\ndeletion_protection = false\n',
  };
}

const githubOf = (trusted: TrustedRepository): string => `github = {
  owner         = "${trusted.owner}"
  owner_id      = "${trusted.ownerId}"
  repository    = "${trusted.repository}"
  repository_id = "${trusted.repositoryId}"
}
`;

const platform = `zones               = ["${region}a", "${region}b"]
nat                 = "none"
tasks_in            = "public"
plain_http          = true
deletion_protection = false
`;

const service = `cpu                 = 256
memory              = 512
scaling             = { min = 1, max = 2 }
deletion_protection = false
`;
