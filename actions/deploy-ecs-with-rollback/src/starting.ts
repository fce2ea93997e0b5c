/** Where a run begins: with what is to be deployed, once it may be, or at the deployment that is in progress. */
import { wrongInputs } from '@slipway/action-kit/inputs';
import { inUtc } from '@slipway/rollout/names';
import type { Planning, TakingOver } from '@slipway/rollout/phases';
import { lookAtService } from '@slipway/rollout/planning/looking-at-the-service';
import { previousRevision } from '@slipway/rollout/planning/previous';
import { portsOfRun } from '@slipway/rollout/ports-of-run';
import type { Request, Wanted } from '@slipway/rollout/request';
import type { Problem } from '@slipway/task-definition/checking/words';
import { readUsable } from '@slipway/task-definition/usable';
import { checkApprovals, imagesOf } from './approvals.ts';
import type { Inputs } from './inputs.ts';
import type { DeployPorts } from './ports.ts';
import { sameDocument } from './same-document.ts';
import type { Target } from './target.ts';

export interface Start {
  readonly start: Planning | TakingOver;
  /** What to notice of the approvals, a sentence each. */
  readonly notices: readonly string[];
  /** What ECS would refuse in the file by what is known here; ECS has the last word. */
  readonly doubts: readonly string[];
}

/** @throws Failure for a document that can't be read, or images that were not approved. */
export async function startOf(inputs: Inputs, request: Request, ports: DeployPorts): Promise<Start> {
  const { taskDefinition, requireScan, scanApprovals = [] } = inputs;
  const asOf = momentOf(inputs, ports);
  const judge = (images: readonly string[]): readonly string[] =>
    requireScan ? checkApprovals(images, scanApprovals, ports.ecrStandIn) : [];
  if (taskDefinition === undefined) {
    const isJudged = requireScan && request.mode === 'continue';
    const judged = isJudged ? await inProgress(request, ports) : undefined;
    const waiting = judged === undefined ? [] : imagesOf(await documentOf(judged, ports));
    return { start: { kind: 'taking-over', request, judged }, notices: judge(waiting), doubts: [] };
  }
  const asked = { asOf, isNoted: inputs.previousAsOf !== undefined, requireScan };
  const { wanted, doubts } = await wantedOf(taskDefinition, request, asked, ports);
  const notices = requireScan ? judge(await imagesIn(wanted, ports)) : [];
  return { start: { kind: 'planning', request, wanted }, notices, doubts };
}

/** Clocks of two runners may differ by so much: what was noted by one is not in the future for the other. */
const slack = 60_000;

/** What `previous` is counted from: when it was asked for, and never later than now. @throws Failure for the future. */
function momentOf({ previousAsOf }: Inputs, { world }: DeployPorts): number {
  const now = world.clock.now();
  if (previousAsOf === undefined || previousAsOf <= now) return previousAsOf ?? now;
  if (previousAsOf <= now + slack) return now;
  throw wrongInputs([
    `\`previous-as-of\` must be a time that has passed, but was \`${inUtc(previousAsOf)}\`, and it is ${inUtc(now)} now`,
  ]);
}

interface Asked {
  readonly asOf: number;
  readonly isNoted: boolean;
  readonly requireScan: boolean;
}

async function wantedOf(
  target: Target,
  request: Request,
  { asOf, isNoted, requireScan }: Asked,
  { files, world }: DeployPorts,
): Promise<{ readonly wanted: Wanted; readonly doubts: readonly string[] }> {
  if (target.kind === 'file') return documentIn(target.path, { files, world });
  if (target.kind === 'revision') return { wanted: target, doubts: [] };
  const wanted = { kind: 'previous', asOf, isNoted } as const;
  if (!requireScan) return { wanted, doubts: [] };
  const ports = portsOfRun({ ...world, sameDocument }, { kind: 'planning', request, wanted });
  const look = await lookAtService(request, ports);
  const { taskDefinition: judged } = await previousRevision(wanted, look, request.name, ports);
  return { wanted: { ...wanted, judged }, doubts: [] };
}

async function documentIn(path: string, { files, world }: Pick<DeployPorts, 'files' | 'world'>) {
  const { document, stripped, doubts } = await readUsable(path, files);
  if (stripped.length > 0)
    world.log.info(`Left out, because it is nothing to register: ${stripped.join(', ')}.`);
  return {
    wanted: { kind: 'document', document } as const,
    doubts: doubts.map((doubt) => inWords(doubt, path)),
  };
}

const inWords = ({ breaks, sentence }: Problem, path: string): string =>
  breaks === 'start'
    ? `Tasks of ${path} are likely not to start: ${sentence}`
    : `ECS is likely to refuse ${path}: ${sentence}`;

async function imagesIn(wanted: Wanted, { world }: DeployPorts): Promise<readonly string[]> {
  if (wanted.kind === 'document') return imagesOf(wanted.document);
  const judged = wanted.kind === 'previous' ? wanted.judged : wanted.reference;
  if (judged === undefined) throw new Error('what is judged has a name');
  return imagesOf(await documentOf(judged, { world }));
}

/** ARN of the task definition to judge; a service that is not there has none, and is refused later. */
async function inProgress({ name }: Request, { world }: DeployPorts): Promise<string | undefined> {
  return (await world.services.describe(name))?.taskDefinition;
}

const documentOf = async (reference: string, { world }: Pick<DeployPorts, 'world'>) =>
  (await world.taskDefinitions.describe(reference)).document;
