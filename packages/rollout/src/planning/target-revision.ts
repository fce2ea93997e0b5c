/**
 * Which revision is to run: the one that is asked for by name, the one that runs with this content, or one of this
 * content that was registered and never used. Only what is none of them has to be registered.
 */
import { inputFailure } from '@slipway/action-kit/failures';
import { isOver, type ServiceLook } from './looking-at-the-service.ts';
import { lastPart, revisionName } from '../names.ts';
import type { Deployment, TaskDocument } from '../observations.ts';
import type { Ports, Registered } from '../ports.ts';
import { previousRevision } from './previous.ts';
import type { Request, Wanted } from '../request.ts';

export interface Target {
  /** ARN of the task definition. */
  readonly arn: string;
  readonly isActive: boolean;
  /** What there is to say about it, a sentence. */
  readonly remark?: string;
}

/** undefined when it has to be registered. */
export async function targetOf(
  wanted: Wanted,
  { name }: Request,
  look: ServiceLook,
  ports: Ports,
): Promise<Target | undefined> {
  const { service, newest } = look;
  switch (wanted.kind) {
    case 'revision': {
      const named = await ports.taskDefinitions.describe(wanted.reference);
      const remark = await takenBack(named.arn, newest, ports);
      return remark === undefined ? named : { ...named, remark };
    }
    case 'previous': {
      const { taskDefinition, served } = await previousRevision(wanted, look, name, ports);
      const found = await ports.taskDefinitions.describe(taskDefinition);
      return { ...found, remark: `${revisionName(found.arn)} is what ran before ${revisionName(served)}.` };
    }
    case 'document': {
      const running = await ports.taskDefinitions.describe(service.taskDefinition);
      if (ports.sameDocument(wanted.document, running.document)) return running;
      const unused = await sameAsNewest(wanted.document, ports);
      return unused && { ...unused, remark: await whyUsed(unused, newest, ports) };
    }
  }
}

/** The newest revision of the family, when it has this content: somebody made it, perhaps a run that was killed. */
export async function sameAsNewest(document: TaskDocument, ports: Ports): Promise<Registered | undefined> {
  const { family } = document;
  const newest = typeof family === 'string' ? await ports.taskDefinitions.newest(family) : undefined;
  return newest !== undefined && ports.sameDocument(document, newest.document) ? newest : undefined;
}

async function whyUsed({ arn }: Registered, newest: Deployment | undefined, ports: Ports): Promise<string> {
  const same = `${revisionName(arn)} has this content already, so nothing is registered.`;
  const before = await takenBack(arn, newest, ports);
  return before === undefined ? same : `${same} ${before}`;
}

/** That the newest deployment brought this revision and did not end well, and why; a sentence. */
async function takenBack(
  arn: string,
  newest: Deployment | undefined,
  ports: Ports,
): Promise<string | undefined> {
  if (newest?.target === undefined || newest.status === 'SUCCESSFUL' || !isOver(newest)) return undefined;
  if ((await ports.revisions.taskDefinitionOf(newest.target.revision)) !== arn) return undefined;
  const { rollback, statusReason, status } = newest;
  const why = (rollback?.reason ?? statusReason)?.replace(/\.$/, '');
  const because = why === undefined ? '' : ` (${why})`;
  return `Deployment ${lastPart(newest.arn)} of it ended as ${status}${because}; it is what is asked for, so it is tried again.`;
}

/** @throws Failure for a revision that no service can be moved to. */
export function checkActive({ arn, isActive }: Target): void {
  if (isActive) return;
  throw inputFailure({
    code: 'task-definition-inactive',
    what: `${revisionName(arn)} can’t be deployed`,
    why: 'it is INACTIVE, somebody deregistered it',
    hint: 'Name another revision in `task-definition`, or deploy its document: that registers it anew. Nothing was changed.',
  });
}
