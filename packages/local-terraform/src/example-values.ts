/** The values of one environment of the stand-in account: what a person would write into terraform/environments. */
import type { ReleaseNames } from '@slipway/demo/release';
import { versions, type Version } from '@slipway/demo/versions';
import { accountId } from './account.ts';

export const region = 'eu-west-1';

export const stateBucket = `slipway-state-${accountId}`;

/** What the stacks make of these values, by the names that the workflows read. */
export const names: ReleaseNames = {
  cluster: 'production',
  service: 'web-production',
  repository: 'production/web',
  template: 'web-production-template',
  family: 'web-production',
};

/** An empty account; of the images that come, the third version has a finding. */
export const exampleWorld = `
account: '${accountId}'
region: ${region}
images:
  - repository: production/web
    tag: 'v3*'
    runtime: process
    findings:
      - { id: CVE-2026-99999, severity: CRITICAL, package: openssl, version: 3.5.0-r0, fixed: 3.5.9-r0 }
  - { repository: production/web, runtime: process }
`;

/**
 * Version 2, which dies 2 s of the cloud's time after its start. After the 600 ms that it has in the demo the load balancer,
 * which asks twice, 10 s apart, might have called it healthy.
 */
export const dyingVersion: Version = { ...versions.two, env: { CRASH_AFTER_MS: '100' } };

/** A repository of a local GitHub, with the numbers that its tokens carry. */
export interface TrustedRepository {
  readonly owner: string;
  readonly ownerId: string;
  readonly repository: string;
  readonly repositoryId: string;
}

/** The repository of a job, as its environment has it. */
export function trustedOf(job: Readonly<Record<string, string>>): TrustedRepository {
  const [owner = '', repository = ''] = (job.GITHUB_REPOSITORY ?? '').split('/');
  const { GITHUB_REPOSITORY_OWNER_ID: ownerId = '', GITHUB_REPOSITORY_ID: repositoryId = '' } = job;
  return { owner, ownerId, repository, repositoryId };
}

/** @returns file → content. */
export function exampleValues(trusted: TrustedRepository): Readonly<Record<string, string>> {
  return {
    'state.s3.tfbackend': `bucket = "${stateBucket}"\nregion = "${region}"\n`,
    'github.tfvars': `github = {
  owner         = "${trusted.owner}"
  owner_id      = "${trusted.ownerId}"
  repository    = "${trusted.repository}"
  repository_id = "${trusted.repositoryId}"
}
`,
    'bootstrap.tfvars': `audit = true
make_zones = true
deletion_protection = false
`,
    'platform.tfvars': `zones               = ["${region}a", "${region}b"]
domain              = "app.example.org"
create_zone         = true
waf                 = true
alarm_emails        = ["on-call@example.org"]
deletion_protection = false
`,
    'web.registry.tfvars': `deletion_protection = false
`,
    'web.tfvars': `cpu     = 256
scaling = { min = 2, max = 4, requests = 500 }
secrets = { GREETING = "arn:aws:ssm:${region}:${accountId}:parameter/web/greeting" }
`,
  };
}
