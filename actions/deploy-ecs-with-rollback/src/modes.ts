/** Which inputs go with which mode: what only a new deployment can heed is refused where none is begun. */
import type { Inputs } from './inputs.ts';
import { target } from './target.ts';

export function problemsOfMode(inputs: Inputs): readonly string[] {
  const { mode, taskDefinition, previousAsOf } = inputs;
  if (mode === 'deploy')
    return [
      ...(taskDefinition === undefined
        ? [`\`task-definition\` must be ${target.expects}, but was not set`]
        : []),
      ...(previousAsOf === undefined || taskDefinition?.kind === 'previous'
        ? []
        : ['`previous-as-of` must be left out (it goes with `task-definition: previous` alone)']),
    ];
  return ofDeployOnly(inputs).map(
    (name) => `\`${name}\` must be left out (\`mode: ${mode}\` acts on the deployment that is there)`,
  );
}

/** Names of those that are set. */
function ofDeployOnly(inputs: Inputs): readonly string[] {
  const given = {
    'task-definition': inputs.taskDefinition,
    'previous-as-of': inputs.previousAsOf,
    'desired-count': inputs.desiredCount,
    'force-new-deployment': inputs.forceNewDeployment,
    'enable-ecs-managed-tags': inputs.enableEcsManagedTags,
    'propagate-tags': inputs.propagateTags,
    'service-managed-ebs-volume': inputs.serviceManagedEbsVolume,
    ...(inputs.mode === 'rollback' ? { 'keep-revisions': inputs.keepRevisions } : {}),
  };
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name]));
}
