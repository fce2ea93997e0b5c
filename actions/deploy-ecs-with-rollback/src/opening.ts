/** The first line of the log: what is about to be done, before anything is asked of AWS. */
import { oneLine } from '@slipway/action-kit/untrusted';
import { inUtc } from '@slipway/rollout/names';
import type { Inputs } from './inputs.ts';
import type { Target } from './target.ts';

export function openingOf(inputs: Inputs, region: string): string {
  const { service, cluster, dryRun } = inputs;
  const words = `${doing(inputs)} service ${service} in cluster ${oneLine(cluster, 300)}, ${region}.`;
  return dryRun ? `Dry run: ${words}` : `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}`;
}

function doing({ mode, taskDefinition, previousAsOf }: Inputs): string {
  switch (mode) {
    case 'deploy': {
      const asOf = previousAsOf === undefined ? '' : `, as of ${inUtc(previousAsOf)},`;
      return `deploying ${oneLine(taskDefinition === undefined ? '' : named(taskDefinition), 300)}${asOf} to`;
    }
    case 'continue':
      return 'continuing the deployment of';
    case 'rollback':
      return 'rolling back the deployment of';
  }
}

function named(target: Target): string {
  switch (target.kind) {
    case 'file':
      return shortPath(target.path);
    case 'revision':
      return target.reference;
    case 'previous':
      return 'what ran before';
  }
}

/** A folder of the machine says nothing to a reader; one of the repository does. */
const shortPath = (path: string): string => (path.startsWith('/') ? path.replace(/^.*\//, '') : path);
