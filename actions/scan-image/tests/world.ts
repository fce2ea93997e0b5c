/** The world of scan-image in memory: one repository, scans that follow a script, and a clock that tests turn. */
import type { Failure } from '@slipway/action-kit/failures';
import { readInputs } from '@slipway/action-kit/inputs';
import { recordingLog, type RecordingLog } from '@slipway/test-kit/recording-log';
import { memoryFiles, type MemoryFiles } from '@slipway/test-kit/memory-files';
import { inputs, type Inputs } from '../src/inputs.ts';
import type {
  FoundImage,
  FoundVulnerability,
  PlatformImage,
  Ports,
  ScanFindings,
  ScanLook,
  RepositoryScanning,
  ScanStart,
  ServingImages,
  ThreatReport,
} from '../src/ports.ts';

export const digest = `sha256:${'a'.repeat(64)}`;
export const amd64 = `sha256:${'1'.repeat(64)}`;
export const arm64 = `sha256:${'2'.repeat(64)}`;

const defaults: Readonly<Record<string, string>> = {
  repository: 'web',
  digest,
  mode: 'gate',
  comment: 'false',
  'github-token': 'token of the job',
  'dry-run': 'false',
};

/** What the runner would hand over, defaults included. */
export function given(values: Readonly<Record<string, string>> = {}): Inputs {
  const all = { ...defaults, ...values };
  return readInputs(inputs, (name) => all[name] ?? '');
}

export function vulnerability(
  id: string,
  severity: string,
  more: Partial<FoundVulnerability> = {},
): FoundVulnerability {
  return {
    id,
    severity,
    related: [],
    package: 'openssl',
    version: '1.0',
    packageManager: '',
    distribution: undefined,
    path: undefined,
    fix: undefined,
    fixedIn: undefined,
    firstObservedAt: undefined,
    publishedAt: undefined,
    score: undefined,
    arn: undefined,
    state: 'active',
    link: undefined,
    description: undefined,
    ...more,
  };
}

export const status = (word: string, description?: string): ScanLook => ({
  kind: 'status',
  status: word,
  description,
  findings: undefined,
});
/** A scan that was completed a minute before the clock began, unless `more` says otherwise. */
export const scanned = (
  word: string,
  found: readonly FoundVulnerability[],
  more: Partial<ScanFindings> = {},
): ScanLook => ({
  kind: 'status',
  status: word,
  description: undefined,
  findings: {
    completedAt: new Date(-60_000),
    counted: found.length,
    listed: found.length,
    shape: found.length === 0 ? 'none' : 'basic',
    found,
    ...more,
  },
});
export const complete = (...found: readonly FoundVulnerability[]): ScanLook => scanned('COMPLETE', found);
export const neverScanned: ScanLook = { kind: 'never-scanned' };

export interface Script {
  /** What each look finds, in order; the last one stays. By digest, or for every digest. */
  readonly looks?: readonly ScanLook[] | Readonly<Record<string, readonly ScanLook[]>>;
  readonly start?: ScanStart;
  /** What becomes of the first starts, in order. */
  readonly startsUnanswered?: readonly Failure[];
  /** Makes the image an index. */
  readonly platforms?: readonly PlatformImage[];
  /** How often the image is looked for before it is there. */
  readonly absent?: number;
  readonly storage?: FoundImage['storage'];
  readonly lookFails?: Error;
  /** Milliseconds that the clock of AWS is ahead of the runner's. */
  readonly ahead?: number;
  /** How many looks fail with it; all when left out. */
  readonly failures?: number;
  /** How the registry scans; may not be asked unless it is said. */
  readonly scanning?: RepositoryScanning;
  /** What a service serves with; there is none unless it is said. */
  readonly serving?: ServingImages;
  readonly threats?: Readonly<Record<string, ThreatReport>>;
  readonly threatsFail?: Error;
  /** Digests that the repository does not have. */
  readonly gone?: readonly string[];
  /** Files of the workspace. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface MemoryWorld extends Ports {
  /** Starts, looks and sleeps, in order, with the second at which they happened. */
  readonly journal: string[];
  readonly files: MemoryFiles;
  readonly log: RecordingLog;
  readonly cancel: () => void;
}

export function world(script: Script = {}): MemoryWorld {
  let now = 0;
  let absent = script.absent ?? 0;
  let failures = script.failures ?? Infinity;
  let starts = 0;
  const looked = new Map<string, number>();
  const journal: string[] = [];
  const controller = new AbortController();
  const note = (what: string): void => void journal.push(`${String(Math.round(now / 1000))} s: ${what}`);
  const look = (part: string): ScanLook => {
    const scripted = script.looks ?? [complete()];
    const looks = Array.isArray(scripted)
      ? (scripted as readonly ScanLook[])
      : ((scripted as Record<string, readonly ScanLook[]>)[part] ?? []);
    const index = looked.get(part) ?? 0;
    looked.set(part, index + 1);
    return looks[Math.min(index, looks.length - 1)] ?? neverScanned;
  };
  return {
    journal,
    cancel: () => controller.abort(),
    cancelled: controller.signal,
    images: {
      find: async (_, reference) => {
        absent -= 1;
        if (absent >= 0 || script.gone?.includes(reference) === true) return undefined;
        const mediaType =
          script.platforms === undefined ? 'manifest' : 'application/vnd.oci.image.index.v1+json';
        const { storage = 'active' } = script;
        return {
          digest: reference.startsWith('sha256:') ? reference : digest,
          registryId: '123456789012',
          mediaType,
          storage,
        };
      },
      platforms: async () => script.platforms ?? [],
    },
    scans: {
      look: async (_, part) => {
        note('look');
        failures -= 1;
        if (script.lookFails !== undefined && failures >= 0) throw script.lookFails;
        return look(part);
      },
      start: async () => {
        note('start');
        const failure = script.startsUnanswered?.[starts];
        starts += 1;
        return failure === undefined ? (script.start ?? 'started') : { kind: 'unanswered', failure };
      },
    },
    scanSettings: {
      of: async () =>
        script.scanning ?? { kind: 'unknown', reason: 'it may not be asked', scanType: undefined },
    },
    threats: {
      read: async (arns) => {
        note(`threats of ${arns.join(', ')}`);
        if (script.threatsFail !== undefined) throw script.threatsFail;
        return new Map(Object.entries(script.threats ?? {}).filter(([arn]) => arns.includes(arn)));
      },
    },
    running: {
      read: async () => script.serving ?? { kind: 'nothing', reason: 'there is no such service' },
    },
    awsTime: (moment) => moment + (script.ahead ?? 0),
    clock: {
      now: () => now,
      sleep: async (milliseconds) => {
        now += milliseconds;
      },
    },
    // The middle of the jitter.
    random: { next: () => 0.5 },
    log: recordingLog(),
    files: memoryFiles(script.files),
  };
}
