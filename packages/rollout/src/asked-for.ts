/** What was asked for besides the revision, and the service does not have yet: none of it starts a deployment. */
import type { ServiceState } from './observations.ts';
import type { Request } from './request.ts';

/** As inputs say it; empty when the service is as it was asked to be. */
export function besidesTheRevision(request: Request, service: ServiceState): readonly string[] {
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
