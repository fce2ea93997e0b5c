/** What was asked for besides the revision, and the service does not have yet. */
import { isDeepStrictEqual } from 'node:util';
import type { ServiceState } from '../observations.ts';
import type { Request } from '../request.ts';

/** As inputs say it; empty when the service is as it was asked to be. None of it starts a deployment. */
export function besidesTheRevision(
  request: Request,
  service: Pick<ServiceState, 'desired' | 'propagateTags' | 'enableEcsManagedTags'>,
): readonly string[] {
  const { desiredCount, propagateTags, enableEcsManagedTags } = request;
  return [
    ...said('desired-count', desiredCount, service.desired),
    ...said('propagate-tags', propagateTags, service.propagateTags),
    ...said('enable-ecs-managed-tags', enableEcsManagedTags, service.enableEcsManagedTags),
  ];
}

function said<T>(input: string, asked: T | undefined, is: T): readonly string[] {
  return asked === undefined || asked === is ? [] : [`\`${input}: ${String(asked)}\``];
}

/** Whether the service has the volume that was asked for, if one was; ECS may have added to it what nobody said. */
export function hasVolume(
  { volume }: Pick<Request, 'volume'>,
  { volumes }: Pick<ServiceState, 'volumes'>,
): boolean {
  if (volume === undefined) return true;
  const has = volumes.find(({ name }) => name === volume.name)?.managedEBSVolume;
  return Object.entries(volume.managedEBSVolume).every(([member, asked]) =>
    isDeepStrictEqual(has?.[member], asked),
  );
}
