/**
 * What the way back restores besides the revision: what this run changed of the service, and only that. A count that
 * somebody else, or scaling, has set since is theirs.
 */
import { isDeepStrictEqual } from 'node:util';
import { revisionName } from '../names.ts';
import { besidesTheRevision, hasVolume } from '../planning/asked-for.ts';
import type { ServiceState } from '../observations.ts';
import type { RollingBack, Started } from '../phases.ts';
import type { ServiceChange } from '../ports.ts';

export type Restored = Pick<
  ServiceChange,
  'desiredCount' | 'enableEcsManagedTags' | 'propagateTags' | 'volumeConfigurations'
>;

/** @param now the service as it is, where it was seen. */
export function restoredBy({ started, baseline }: RollingBack, now: ServiceState | undefined): Restored {
  const { request } = started;
  const { desired, settings } = baseline;
  return {
    desiredCount: restored(request.desiredCount, desired, now?.desired),
    enableEcsManagedTags: restored(
      request.enableEcsManagedTags,
      settings.enableEcsManagedTags,
      now?.enableEcsManagedTags,
    ),
    propagateTags: restored(request.propagateTags, settings.propagateTags, now?.propagateTags),
    // Of a revision without a volume an empty list takes it away; inferred, for the reference says nothing of it.
    volumeConfigurations: hasVolume(request, settings) ? undefined : settings.volumes,
  };
}

/** What it was before, when we changed it and it still is as we asked. */
function restored<T>(asked: T | undefined, before: T, now: T | undefined): T | undefined {
  const isOurs = now === undefined || isDeepStrictEqual(now, asked);
  return asked === undefined || asked === before || !isOurs ? undefined : before;
}

/** Whether to stop our deployment gives all of it back: a service revision has volumes, and neither count nor tags. */
export function isAllInRevision(phase: RollingBack): boolean {
  const { desiredCount, enableEcsManagedTags, propagateTags } = restoredBy(phase, undefined);
  return [desiredCount, enableEcsManagedTags, propagateTags].every((each) => each === undefined);
}

/** ECS goes back to the revision, and to nothing else that this run was asked for: what that leaves, in sentences. */
export function leftByEcs({ request, baseline, taskDefinition }: Started): readonly string[] {
  if (baseline === undefined) return [];
  const { desired, settings } = baseline;
  const left = besidesTheRevision(request, { desired, ...settings });
  if (left.length === 0) return [];
  const name = revisionName(taskDefinition);
  const verb = left.length === 1 ? 'stays' : 'stay';
  return [`ECS went back from ${name} alone: ${left.join(' and ')} ${verb} as this run asked.`];
}
