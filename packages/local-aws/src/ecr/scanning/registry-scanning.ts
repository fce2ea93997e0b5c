/** How the registry scans, now and before: since when Inspector looks at a repository decides what it scanned. */
import { appliedTo, requireValid, type ScanConfiguration, type ScanFrequency } from './scan-configuration.ts';

export interface RegistryScanning {
  current(): ScanConfiguration;
  /** @throws ServiceError for a configuration that ECR refuses */
  put(configuration: ScanConfiguration): void;
  /** Whether basic scanning has what is pushed into this repository scanned, by the registry's rules. */
  scansPushes(repository: string): boolean;
  /** At a moment of cloud time. */
  typeAt(at: number): ScanConfiguration['type'];
  /** Undefined where Inspector does not look at the repository, at a moment of cloud time. */
  inspectorOf(repository: string, at: number): Inspection | undefined;
}

/** Inspector's look at a repository. */
export interface Inspection {
  readonly frequency: ScanFrequency;
  /** Cloud time in milliseconds from which on it never ceased. */
  readonly since: number;
}

interface Change {
  readonly at: number;
  readonly configuration: ScanConfiguration;
}

/** @param now cloud time in milliseconds. */
export function createRegistryScanning(
  initial: ScanConfiguration = { type: 'BASIC', rules: [] },
  now: () => number,
): RegistryScanning {
  requireValid(initial);
  const changes: Change[] = [{ at: now(), configuration: initial }];
  const current = (): ScanConfiguration => changes.at(-1)?.configuration ?? initial;
  return {
    current,
    put: (configuration) => {
      requireValid(configuration);
      changes.push({ at: now(), configuration });
    },
    scansPushes: (repository) =>
      current().type === 'BASIC' && appliedTo(repository, current())?.frequency === 'SCAN_ON_PUSH',
    typeAt: (at) => (changes.findLast((each) => each.at <= at)?.configuration ?? initial).type,
    inspectorOf: (repository, at) =>
      inspectionOf(
        repository,
        changes.filter((each) => each.at <= at),
      ),
  };
}

/** @param changes oldest first. */
function inspectionOf(repository: string, changes: readonly Change[]): Inspection | undefined {
  let found: Inspection | undefined;
  for (const { at, configuration } of changes) {
    const applied = configuration.type === 'ENHANCED' ? appliedTo(repository, configuration) : undefined;
    found = applied && { frequency: applied.frequency, since: found?.since ?? at };
  }
  return found;
}
