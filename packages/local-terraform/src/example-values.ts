/** The values of one environment of the stand-in account: what a person would write into terraform/environments. */
import { accountId } from './account.ts';

export const region = 'eu-west-1';

/** A repository of a local GitHub, with the numbers that its tokens carry. */
export interface TrustedRepository {
  readonly owner: string;
  readonly ownerId: string;
  readonly repository: string;
  readonly repositoryId: string;
}

/** @returns file → content. */
export function exampleValues(trusted: TrustedRepository): Readonly<Record<string, string>> {
  return {
    'state.s3.tfbackend': `bucket = "slipway-state-${accountId}"\nregion = "${region}"\n`,
    'github.tfvars': `github = {
  owner         = "${trusted.owner}"
  owner_id      = "${trusted.ownerId}"
  repository    = "${trusted.repository}"
  repository_id = "${trusted.repositoryId}"
}
`,
    'bootstrap.tfvars': `audit = true
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
