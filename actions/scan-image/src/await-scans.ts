/**
 * Waits for the scans of all parts of an image under one deadline. A part that was never scanned is waited for a
 * moment, because ECR scans on push by itself; then a scan is asked for, once.
 */
import { cancelledFailure } from '@slipway/action-kit/failures';
import { areAttached } from './findings-attached.ts';
import type { FoundVulnerability, PlatformImage, Ports, ScanLook, ScanStart } from './ports.ts';
import { readingOf, type Gap } from './scan-status.ts';

/** How the scan of a part ended: with findings, which came with the status that says so, or with none, and why. */
export type Ended =
  | { readonly kind: 'read'; readonly found: readonly FoundVulnerability[] }
  | { readonly kind: 'gap'; readonly gap: Gap; readonly reason: string };

export interface AskedScan {
  readonly repository: string;
  readonly parts: readonly PlatformImage[];
  /** Milliseconds for all of them together. */
  readonly timeout: number;
  /** False in a dry run. */
  readonly mayStart: boolean;
}

/** What is remembered of a part between two looks. */
interface Waiting {
  readonly part: PlatformImage;
  /** Looks in a row that found no scan. */
  neverScanned: number;
  start: ScanStart | undefined;
  /** The status of the last look when its findings lacked: `COMPLETE`. */
  lacking: string | undefined;
}

/** A scan on push shows up within a moment; only then is one asked for. */
const looksBeforeStart = 3;
/** How often to look in vain when a scan may not be started: half a minute. */
const looksWhenDenied = 10;
const quickLooks = 5;
const quickPause = 1000;
const usualPause = 5000;

/** @returns one end for each part, in their order. */
export async function awaitScans(asked: AskedScan, ports: Ports): Promise<readonly Ended[]> {
  const deadline = ports.clock.now() + asked.timeout;
  const ends = new Map<string, Ended>();
  let waiting = asked.parts.map((part): Waiting => ({
    part,
    neverScanned: 0,
    start: undefined,
    lacking: undefined,
  }));
  for (let look = 1; ; look += 1) {
    for (const each of waiting) {
      const end = await lookAt(each, asked, ports);
      if (end !== undefined) ends.set(each.part.digest, end);
    }
    waiting = waiting.filter(({ part }) => !ends.has(part.digest));
    const left = deadline - ports.clock.now();
    if (waiting.length === 0 || left <= 0) break;
    await ports.clock.sleep(Math.min(left, pauseAfter(look, ports.random.next())), ports.cancelled);
    if (ports.cancelled.aborted) throw cancelledFailure(`waiting for the scan of ${asked.repository}`);
  }
  for (const each of waiting) ends.set(each.part.digest, outOfTime(each, asked.timeout));
  return asked.parts.map(({ digest }) => ends.get(digest) ?? gap('timed-out', 'it was not looked at'));
}

/** Quick right after a push, then every 5 s; ±20 % keeps many jobs from asking in step. */
export function pauseAfter(look: number, random: number): number {
  const mean = look <= quickLooks ? quickPause : usualPause;
  return mean * (0.8 + 0.4 * random);
}

/** Undefined while there is something to wait for. */
async function lookAt(each: Waiting, asked: AskedScan, { scans, clock }: Ports): Promise<Ended | undefined> {
  const { digest } = each.part;
  const look = await scans.look(asked.repository, digest);
  if (look.kind === 'status') {
    each.neverScanned = 0;
    return afterStatus(each, look, clock.now());
  }
  each.lacking = undefined;
  each.neverScanned += 1;
  if (each.start === undefined && each.neverScanned >= looksBeforeStart) {
    if (!asked.mayStart) return gap('not-configured', 'it was never scanned, and a dry run starts no scan');
    each.start = await scans.start(asked.repository, digest);
  }
  return each.start === undefined ? undefined : afterStart(each.start, each.neverScanned);
}

function afterStatus(
  each: Waiting,
  { status, description, findings }: Extract<ScanLook, { kind: 'status' }>,
  now: number,
): Ended | undefined {
  const reading = readingOf(status, description);
  if (reading.kind === 'gap') return reading;
  each.lacking = reading.kind === 'read' ? status : undefined;
  const there = reading.kind === 'read' && findings !== undefined && areAttached(findings, now);
  return there ? { kind: 'read', found: findings.found } : undefined;
}

function afterStart(start: ScanStart, neverScanned: number): Ended | undefined {
  switch (start) {
    case 'started':
    case 'coming':
    case 'enhanced':
      return undefined;
    case 'denied':
      if (neverScanned < looksWhenDenied) return undefined;
      return gap(
        'not-configured',
        'it was not scanned on push, and this job may not start a scan (ecr:StartImageScan)',
      );
    case 'unsupported':
      return gap('unscannable', 'ECR does not scan images of this type');
    case 'archived':
      return gap('archived', 'it is archived, and ECR scans no archived image');
  }
}

function outOfTime({ start, neverScanned, lacking }: Waiting, timeout: number): Ended {
  const seconds = `${String(timeout / 1000)} s`;
  if (lacking !== undefined) {
    return gap('timed-out', `ECR says ${lacking}, but its findings were not there within ${seconds}`);
  }
  if (start === 'enhanced' && neverScanned > 0) {
    return gap(
      'not-configured',
      `Inspector scans this registry, but no scan of this image appeared within ${seconds}`,
    );
  }
  return gap('timed-out', `its scan did not end within ${seconds}`);
}

const gap = (which: Gap, reason: string): Ended => ({ kind: 'gap', gap: which, reason });
