/**
 * Waits for the scans of all parts of an image under one deadline. A part that was never scanned is waited for a
 * moment where ECR scans on push by itself; then a scan is asked for, once. A basic scan of another day is made anew
 * where that is allowed, because it knows only what was known on its day.
 */
import { cancelledFailure, Failure } from '@slipway/action-kit/failures';
import type { PlatformImage, Ports, RepositoryScanning, ScanLook } from '../ports.ts';
import { afterLook, begun, looksUnanswered, outOfTime } from './one-scan.ts';
import type { Ended } from './scan-end.ts';
import type { Waiting } from './waiting.ts';
import { tellingWaits } from './waiting-words.ts';

export interface AskedScan {
  readonly repository: string;
  readonly parts: readonly PlatformImage[];
  readonly scanning: RepositoryScanning;
  /** Milliseconds for all of them together. */
  readonly timeout: number;
  /** False in a dry run. */
  readonly mayStart: boolean;
  /** Whether a scan of another day, which is said to be one, is better than none. */
  readonly keepsOld: boolean;
}

const quickLooks = 5;
const quickPause = 1000;
const usualPause = 5000;

/** @returns one end for each part, in their order. */
export async function awaitScans(
  asked: AskedScan,
  ports: Pick<Ports, 'scans' | 'awsTime' | 'clock' | 'random' | 'log' | 'cancelled'>,
): Promise<readonly Ended[]> {
  const deadline = ports.clock.now() + asked.timeout;
  const tellWait = tellingWaits(ports.log, asked.timeout);
  const ends = new Map<PlatformImage, Ended>();
  let waiting: readonly Waiting[] = asked.parts.map(begun);
  for (let look = 1; ; look += 1) {
    const still: Waiting[] = [];
    for (const each of waiting) {
      const next = await lookAt(each, asked, ports);
      if (next.kind === 'waiting') still.push(next);
      else ends.set(each.part, next);
    }
    still.forEach(tellWait);
    waiting = still;
    const left = deadline - ports.clock.now();
    if (waiting.length === 0 || left <= 0) break;
    await ports.clock.sleep(Math.min(left, pauseAfter(look, ports.random.next())), ports.cancelled);
    if (ports.cancelled.aborted) throw cancelledFailure(`waiting for the scan of ${asked.repository}`);
  }
  for (const each of waiting) {
    const [failure] = each.unanswered;
    const isKept = asked.keepsOld && each.renews !== undefined;
    if (failure !== undefined && !isKept) throw failure;
    ends.set(each.part, outOfTime(each, asked.timeout, asked.keepsOld));
  }
  return asked.parts.flatMap((part) => ends.get(part) ?? []);
}

/** Quick right after a push, then every 5 s; ±20 % keeps many jobs from asking in step. */
export function pauseAfter(look: number, random: number): number {
  const mean = look <= quickLooks ? quickPause : usualPause;
  return mean * (0.8 + 0.4 * random);
}

/** That AWS gave no answer is no reason to give up at once: it is asked again soon anyway. */
async function answered(look: Promise<ScanLook>, { unanswered }: Waiting): Promise<ScanLook | Failure> {
  try {
    return await look;
  } catch (error) {
    const isPassing = error instanceof Failure && error.kind === 'upstream';
    if (!isPassing || unanswered.length >= looksUnanswered) throw error;
    return error;
  }
}

async function lookAt(
  before: Waiting,
  { repository, scanning, mayStart }: AskedScan,
  { scans, clock, awsTime }: Pick<Ports, 'scans' | 'clock' | 'awsTime'>,
): Promise<Waiting | Ended> {
  const { digest } = before.part;
  const look = await answered(scans.look(repository, digest), before);
  if (look instanceof Failure) return { ...before, unanswered: [...before.unanswered, look] };
  const seen = afterLook(before, look, { scanning, now: awsTime(clock.now()), mayStart });
  if (seen.kind !== 'start') return seen;
  const answer = await scans.start(repository, digest);
  return typeof answer === 'string'
    ? seen.then(answer)
    : { ...seen.unanswered, unanswered: [answer.failure] };
}
