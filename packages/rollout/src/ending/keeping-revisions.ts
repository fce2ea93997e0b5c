/**
 * What follows a success when only so many revisions are to stay: older ones of the family are deregistered, one a
 * second. Never one that is deployed, in use or the way back; and no failure here takes anything from the success.
 */
import { asFailure } from '@slipway/action-kit/failures';
import { counted, familyOf, revisionName } from '../names.ts';
import type { Ended } from '../phases.ts';
import type { Ports } from '../ports.ts';

/** An account has one DeregisterTaskDefinition a second, and RegisterTaskDefinition shares it. */
const pace = 1000;
/** More than that would hold up the job; the next run goes on. */
const atMost = 100;

export interface Kept {
  /** What happened, a sentence; undefined when there was nothing to do. */
  readonly line: string | undefined;
  readonly warning: string | undefined;
}

const nothing: Kept = { line: undefined, warning: undefined };

/** Never throws. */
export async function keepRevisions(end: Ended, ports: Ports): Promise<Kept> {
  const { keepRevisions: kept, mode } = end.request;
  if (kept === undefined || end.kind !== 'succeeded' || mode === 'rollback') return nothing;
  const family = familyOf(end.taskDefinition);
  if (family === undefined || ports.cancelled.aborted) return nothing;
  try {
    return await retire(await tooOld(end, family, kept, ports), family, kept, ports);
  } catch (thrown) {
    return notLookedAt(family, thrown);
  }
}

/** Oldest first, so that whatever ends it leaves no gap. */
async function tooOld(end: Ended, family: string, kept: number, ports: Ports): Promise<readonly string[]> {
  const active = await ports.taskDefinitions.active(family);
  const older = active.slice(kept);
  if (older.length === 0) return [];
  const needed = await neededBy(end, family, ports);
  return older.filter((arn) => !needed.has(arn)).reverse();
}

/** What is deployed, what served before, what any deployment of the service has, and what runs anywhere in the cluster. */
async function neededBy(end: Ended, family: string, ports: Ports): Promise<ReadonlySet<string | undefined>> {
  const { request, taskDefinition, baseline, serving } = end;
  const service = await ports.services.describe(request.name);
  const used = await ports.tasks.usedRevisions(request.name.cluster, family);
  const rollouts = service?.rollouts.map((rollout) => rollout.taskDefinition) ?? [];
  const own = [taskDefinition, baseline?.taskDefinition, serving?.taskDefinition, service?.taskDefinition];
  return new Set([...own, ...rollouts, ...used]);
}

async function retire(old: readonly string[], family: string, kept: number, ports: Ports): Promise<Kept> {
  let retired = 0;
  for (const arn of old.slice(0, atMost)) {
    if (retired > 0) await ports.clock.sleep(pace, ports.cancelled);
    if (ports.cancelled.aborted) break;
    try {
      await ports.taskDefinitions.deregister(arn);
    } catch (thrown) {
      const why = asFailure(thrown).message;
      const warning = `${revisionName(arn)} is still ACTIVE, and what is newer was not looked at: ${why}`;
      return { line: told(retired, old.length, family, kept), warning };
    }
    retired += 1;
  }
  return { line: told(retired, old.length, family, kept), warning: undefined };
}

function told(retired: number, of: number, family: string, kept: number): string | undefined {
  if (retired === 0) return undefined;
  const rest = of > retired ? `; ${String(of - retired)} are left for the next run` : '';
  return `Deregistered ${counted(retired, 'revision')} of ${family} that no task runs, older than the newest ${String(kept)}${rest}.`;
}

function notLookedAt(family: string, thrown: unknown): Kept {
  const why = asFailure(thrown).message;
  return { ...nothing, warning: `No revision of ${family} was deregistered: ${why}` };
}
