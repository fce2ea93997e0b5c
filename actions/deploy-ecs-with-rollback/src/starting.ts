/** Where a run begins: with what is to be deployed, once it may be, or at the deployment that is in progress. */
import type { Planning, TakingOver } from '@slipway/rollout/phases';
import { previousRevision } from '@slipway/rollout/planning/previous';
import type { Request, Wanted } from '@slipway/rollout/request';
import { readUsable } from '@slipway/task-definition/usable';
import { checkApprovals, imagesOf } from './approvals.ts';
import type { Inputs } from './inputs.ts';
import type { DeployPorts } from './ports.ts';
import type { Target } from './target.ts';

export interface Start {
  readonly start: Planning | TakingOver;
  /** Images that are not in ECR, so that no scan was asked for. */
  readonly unjudged: readonly string[];
}

/** @throws Failure for a document that can't be read, or images that were not approved. */
export async function startOf(inputs: Inputs, request: Request, ports: DeployPorts): Promise<Start> {
  const { taskDefinition, requireScan, scanApprovals = [] } = inputs;
  const judge = (images: readonly string[]): readonly string[] =>
    requireScan ? checkApprovals(images, scanApprovals) : [];
  if (taskDefinition === undefined) {
    const isJudged = requireScan && request.mode === 'continue';
    const judged = isJudged ? await inProgress(request, ports) : undefined;
    const waiting = judged === undefined ? [] : imagesOf(await documentOf(judged, ports));
    return { start: { kind: 'taking-over', request, judged }, unjudged: judge(waiting) };
  }
  const wanted = await wantedOf(taskDefinition, request, requireScan, ports);
  const unjudged = requireScan ? judge(await imagesIn(wanted, ports)) : [];
  return { start: { kind: 'planning', request, wanted }, unjudged };
}

async function wantedOf(
  target: Target,
  { name }: Request,
  requireScan: boolean,
  { files, world }: DeployPorts,
): Promise<Wanted> {
  // What was judged is what is deployed, whatever becomes the revision before in between.
  if (target.kind === 'previous' && requireScan)
    return { kind: 'revision', reference: await previousRevision(name, world) };
  if (target.kind !== 'file') return target;
  const { document, stripped } = await readUsable(target.path, files);
  if (stripped.length > 0)
    world.log.info(`Left out, because it is nothing to register: ${stripped.join(', ')}.`);
  return { kind: 'document', document };
}

async function imagesIn(wanted: Wanted, { world }: DeployPorts): Promise<readonly string[]> {
  if (wanted.kind === 'previous') throw new Error('what is judged has a name');
  const isDocument = wanted.kind === 'document';
  return imagesOf(isDocument ? wanted.document : await documentOf(wanted.reference, { world }));
}

/** ARN of the task definition to judge; a service that is not there has none, and is refused later. */
async function inProgress({ name }: Request, { world }: DeployPorts): Promise<string | undefined> {
  return (await world.services.describe(name))?.taskDefinition;
}

const documentOf = async (reference: string, { world }: Pick<DeployPorts, 'world'>) =>
  (await world.taskDefinitions.describe(reference)).document;
