/**
 * One revision of a document, whatever ECS answers: a call that it was too busy for is made again, one whose answer
 * was lost is looked up first. What is permanent ends it at once.
 */
import { asFailure, type Failure, withoutHint } from '@slipway/action-kit/failures';
import { cancelledWhile } from '../planning/guards.ts';
import { found, isRefusal } from './lost-answers.ts';
import type { TaskDocument } from '../observations.ts';
import { pause } from '../pace.ts';
import type { Ports } from '../ports.ts';
import type { Request } from '../request.ts';
import { sameAsNewest } from '../planning/target-revision.ts';

/** All jobs of an account share one RegisterTaskDefinition a second, so a crowd of them takes minutes. */
const busyPatience = 180_000;

/** As many jobs as may have registered the same family while an answer was awaited. */
const crowd = 5;

/** ECS said that it did not come to it. */
const isBusy = ({ code }: Failure): boolean => code === 'throttled' || code === 'family-busy';

/** A revision of the document: of this run, or one that ECS showed while it was too busy for this run's own. */
export interface Made {
  readonly arn: string;
  readonly by: 'this-run' | 'somebody';
}

export async function registeredOnce(document: TaskDocument, request: Request, ports: Ports): Promise<Made> {
  const until = ports.clock.now() + busyPatience;
  let hasBeenLost = false;
  let toldAt: number | undefined;
  for (let misses = 1; ; misses += 1) {
    const failure = await tried(document, ports);
    if (typeof failure === 'string') return { arn: failure, by: 'this-run' };
    if (isBusy(failure)) toldAt = told(failure, toldAt, ports);
    const made = isBusy(failure)
      ? await whenFree(failure, { document, request, until, misses }, ports)
      : await afterLost(failure, document, request, ports);
    // What ECS shows after an answer was lost is what was asked for.
    const by = isBusy(failure) && !hasBeenLost ? 'somebody' : 'this-run';
    if (made !== undefined) return { arn: made, by };
    // Neither refused nor made: it may be sent once more, and no oftener.
    if (!isBusy(failure) && hasBeenLost) throw failure;
    hasBeenLost ||= !isBusy(failure);
  }
}

async function tried(document: TaskDocument, ports: Ports): Promise<string | Failure> {
  try {
    return await ports.taskDefinitions.register(document);
  } catch (thrown) {
    return asFailure(thrown);
  }
}

interface Waiting {
  readonly document: TaskDocument;
  readonly request: Request;
  readonly until: number;
  readonly misses: number;
}

/** At once, and then once a minute. */
function told(failure: Failure, toldAt: number | undefined, { clock, log }: Ports): number {
  const now = clock.now();
  if (toldAt !== undefined && now - toldAt < 60_000) return toldAt;
  const still = toldAt === undefined ? '' : 'still ';
  log.info(`ECS is ${still}busy registering, and is asked again: ${failure.message}`);
  return now;
}

/** Jobs of one push register the same content at the same moment: then theirs will do. */
async function whenFree(
  failure: Failure,
  { document, request, until, misses }: Waiting,
  ports: Ports,
): Promise<string | undefined> {
  const { clock, cancelled, random } = ports;
  if (clock.now() >= until) throw failure;
  await clock.sleep(pause(request.pollInterval, misses, random), cancelled);
  if (cancelled.aborted) throw cancelledWhile('registering the task definition');
  return madeSince(document, ports).catch(() => undefined);
}

/** @throws the failure itself when it is an answer. */
async function afterLost(
  failure: Failure,
  document: TaskDocument,
  request: Request,
  ports: Ports,
): Promise<string | undefined> {
  if (isRefusal(failure)) throw failure;
  ports.log.info(`ECS may have registered it all the same, and is looked at: ${withoutHint(failure)}`);
  const last = { look: 0, isSeen: false };
  const look = async (): Promise<string | undefined> => {
    const own = (last.look += 1);
    last.isSeen = false;
    const made = await amongNewest(document, ports);
    // One that was given up may be answered during a later one, and tells nothing of that.
    last.isSeen ||= own === last.look;
    return made;
  };
  const made = await found(look, request, ports);
  if (made === undefined && ports.cancelled.aborted) throw cancelledWhile('registering the task definition');
  // Sent again unseen it might be made twice: what an early look did not show may have come since.
  if (made === undefined && !last.isSeen) throw failure;
  return made;
}

/** Other jobs may have registered since: the newest revision alone would not tell. */
async function amongNewest(document: TaskDocument, ports: Ports): Promise<string | undefined> {
  const made = await madeSince(document, ports);
  if (made !== undefined || typeof document.family !== 'string') return made;
  const arns = await ports.taskDefinitions.active(document.family);
  for (const arn of arns.slice(1, crowd)) {
    const each = await ports.taskDefinitions.describe(arn);
    if (ports.sameDocument(document, each.document)) return each.arn;
  }
  return undefined;
}

async function madeSince(document: TaskDocument, ports: Ports): Promise<string | undefined> {
  return (await sameAsNewest(document, ports))?.arn;
}
