/** What deployments brought, by which what ran before is counted. */
import { setupFailure, type Failure } from '@slipway/action-kit/failures';
import { lastPart } from '../names.ts';
import type { DeploymentStatus, Success } from '../observations.ts';
import type { Ports, ServiceName } from '../ports.ts';

/** ARNs of task definitions. */
export interface Previous {
  readonly taskDefinition: string;
  /** What it ran before: what served at the moment, or what a deployment left that did not end well. */
  readonly served: string;
}

/** By what was successful alone. */
export type Counted = { readonly [Key in keyof Previous]: string | undefined };

/** The newest deployment where it did not end well. */
export interface Broken {
  readonly deployment: string;
  /** ARN of the task definition that it brought. */
  readonly ran: string;
  readonly status: DeploymentStatus;
  /** Milliseconds since the epoch, by the clock of AWS; undefined where ECS may not be asked. */
  readonly begunAt: number | undefined;
}

/** What a deployment brought. */
export async function revisionOf(
  { arn, revision }: Pick<Success, 'arn' | 'revision'>,
  { service }: ServiceName,
  { revisions }: { readonly revisions: Pick<Ports['revisions'], 'taskDefinitionOf'> },
): Promise<string> {
  const ran = revision === undefined ? undefined : await revisions.taskDefinitionOf(revision);
  if (ran !== undefined) return ran;
  throw notKnown(arn, service);
}

const notKnown = (deployment: string, service: string): Failure =>
  setupFailure({
    code: 'previous-not-known',
    what: `What ${service} ran before is not known`,
    why: `ECS does not tell which revision deployment ${lastPart(deployment)} brought`,
    hint: 'Allow `ecs:DescribeServiceRevisions`, or name the revision in `task-definition`, as `family:revision`. Nothing was changed.',
  });
