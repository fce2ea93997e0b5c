/** The volume that ECS manages for a service: two inputs of the aws-actions that are one thing. */
import type { ManagedVolume } from '@slipway/rollout/observations';
import type { Inputs } from './inputs.ts';

/** Both are needed, as the aws-actions have it; nothing is ever sent as an empty list. */
export function volumeOf(inputs: Inputs): ManagedVolume | undefined {
  const name = inputs.serviceManagedEbsVolumeName;
  return name === undefined || !isDescribed(inputs)
    ? undefined
    : { name, managedEBSVolume: inputs.serviceManagedEbsVolume ?? {} };
}

export function problemsOfVolume(inputs: Inputs): readonly string[] {
  const { serviceManagedEbsVolumeName: name, serviceManagedEbsVolume: volume } = inputs;
  if (isDescribed(inputs) && name === undefined)
    return [
      '`service-managed-ebs-volume` needs `service-managed-ebs-volume-name`, or ECS does not know which volume it is',
    ];
  const { throughput, volumeType } = volume ?? {};
  return throughput === undefined || volumeType === undefined || volumeType === 'gp3'
    ? []
    : [
        `\`service-managed-ebs-volume\` has a \`throughput\`, which only a volume of the type gp3 takes, not ${JSON.stringify(volumeType)}`,
      ];
}

export function noticesOfVolume(inputs: Inputs): readonly string[] {
  return inputs.serviceManagedEbsVolumeName === undefined || isDescribed(inputs)
    ? []
    : [
        'service-managed-ebs-volume-name is not sent: `service-managed-ebs-volume` says nothing of that volume.',
      ];
}

function isDescribed({ serviceManagedEbsVolume }: Inputs): boolean {
  return serviceManagedEbsVolume !== undefined && Object.keys(serviceManagedEbsVolume).length > 0;
}
