/** The world of scan-image in memory: one repository, scans that follow a script, and a clock that tests turn. */
import { readInputs } from '@slipway/action-kit/inputs';
import { inputs, type Inputs } from '../src/inputs.ts';
import type {
  FoundImage,
  FoundVulnerability,
  PlatformImage,
  Ports,
  ScanFindings,
  ScanLook,
  ScanStart,
} from '../src/ports.ts';

export const digest = `sha256:${'a'.repeat(64)}`;
export const amd64 = `sha256:${'1'.repeat(64)}`;
export const arm64 = `sha256:${'2'.repeat(64)}`;

const defaults: Readonly<Record<string, string>> = {
  repository: 'web',
  digest,
  mode: 'gate',
  'on-unscannable': 'fail',
  'on-timed-out': 'fail',
  'on-not-configured': 'fail',
  timeout: '10m',
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
    package: 'openssl',
    version: '1.0',
    fixedIn: undefined,
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
/** A scan that was completed when the clock began, unless `more` says otherwise. */
export const scanned = (
  word: string,
  found: readonly FoundVulnerability[],
  more: Partial<ScanFindings> = {},
): ScanLook => ({
  kind: 'status',
  status: word,
  description: undefined,
  findings: { completedAt: new Date(0), counted: found.length, listed: found.length, found, ...more },
});
export const complete = (...found: readonly FoundVulnerability[]): ScanLook => scanned('COMPLETE', found);
export const neverScanned: ScanLook = { kind: 'never-scanned' };

export interface Script {
  /** What each look finds, in order; the last one stays. By digest, or for every digest. */
  readonly looks?: readonly ScanLook[] | Readonly<Record<string, readonly ScanLook[]>>;
  readonly start?: ScanStart;
  /** Makes the image an index. */
  readonly platforms?: readonly PlatformImage[];
  /** How often the image is looked for before it is there. */
  readonly absent?: number;
  readonly storage?: FoundImage['storage'];
  readonly lookFails?: Error;
}

export interface MemoryWorld extends Ports {
  /** Starts, looks and sleeps, in order, with the second at which they happened. */
  readonly journal: string[];
  readonly written: Map<string, string>;
  readonly cancel: () => void;
}

export function world(script: Script = {}): MemoryWorld {
  let now = 0;
  let absent = script.absent ?? 0;
  const looked = new Map<string, number>();
  const journal: string[] = [];
  const written = new Map<string, string>();
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
    written,
    cancel: () => controller.abort(),
    cancelled: controller.signal,
    images: {
      find: async (_, reference) => {
        absent -= 1;
        if (absent >= 0) return undefined;
        const mediaType =
          script.platforms === undefined ? 'manifest' : 'application/vnd.oci.image.index.v1+json';
        const { storage = 'active' } = script;
        return { digest: reference.startsWith('sha256:') ? reference : digest, mediaType, storage };
      },
      platforms: async () => script.platforms ?? [],
    },
    scans: {
      look: async (_, part) => {
        note('look');
        if (script.lookFails !== undefined) throw script.lookFails;
        return look(part);
      },
      start: async () => {
        note('start');
        return script.start ?? 'started';
      },
    },
    clock: {
      now: () => now,
      sleep: async (milliseconds) => {
        now += milliseconds;
      },
    },
    // The middle of the jitter.
    random: { next: () => 0.5 },
    files: {
      resolve: (path) => `/workspace/${path}`,
      write: async (path, content) => void written.set(path, String(content)),
    },
  };
}
