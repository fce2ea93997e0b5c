/** The registry's scanning configuration as a value: what it must be, and how often it has a repository scanned. */
import type { ScanningRuleWorld, ScanningWorld } from '../../world.ts';
import { invalidParameter } from '../errors.ts';
import { ServiceError } from '../../service.ts';
import { covers, wrongWith } from './repository-filters.ts';

export type ScanConfiguration = ScanningWorld;
export type ScanFrequency = ScanningRuleWorld['frequency'];

/** What the configuration says of one repository. */
export interface AppliedScanning {
  readonly frequency: ScanFrequency;
  /** The filters that fit. */
  readonly filters: readonly string[];
}

const mostRules = 2;
const mostFilters = 100;
const frequencies: Readonly<Record<ScanConfiguration['type'], readonly ScanFrequency[]>> = {
  BASIC: ['SCAN_ON_PUSH', 'MANUAL'],
  ENHANCED: ['CONTINUOUS_SCAN', 'SCAN_ON_PUSH'],
};
/** Where several rules fit, the one that scans most. */
const mostFirst: readonly ScanFrequency[] = ['CONTINUOUS_SCAN', 'SCAN_ON_PUSH', 'MANUAL'];

/** Undefined where no rule fits. */
export function appliedTo(repository: string, { rules }: ScanConfiguration): AppliedScanning | undefined {
  for (const frequency of mostFirst) {
    const filters = rules
      .filter((rule) => rule.frequency === frequency)
      .flatMap((rule) => rule.filters.filter((filter) => covers(filter, repository)));
    if (filters.length > 0) return { frequency, filters };
  }
  return undefined;
}

/** @throws ServiceError InvalidParameterException for what has the wrong form, ValidationException for the rest */
export function requireValid({ type, rules }: ScanConfiguration): void {
  if (!Object.hasOwn(frequencies, type)) throw invalidParameter('scanType', 'must be one of BASIC, ENHANCED');
  if (rules.length > mostRules) throw invalidParameter('rules', `must have at most ${mostRules} rules`);
  for (const { frequency, filters } of rules) {
    requireFrequency(type, frequency);
    requireFilters(filters);
  }
  if (new Set(rules.map(({ frequency }) => frequency)).size === rules.length) return;
  throw new ServiceError('ValidationException', 'A scan frequency may be used by one rule only');
}

function requireFrequency(type: ScanConfiguration['type'], frequency: ScanFrequency): void {
  if (!mostFirst.includes(frequency))
    throw invalidParameter('rules.scanFrequency', `must be one of ${mostFirst.join(', ')}`);
  if (frequencies[type].includes(frequency)) return;
  throw new ServiceError(
    'ValidationException',
    `The scan frequency ${frequency} is not supported with the scan type ${type}`,
  );
}

function requireFilters(filters: readonly string[]): void {
  const where = 'rules.repositoryFilters';
  if (filters.length > mostFilters) throw invalidParameter(where, `must have at most ${mostFilters} filters`);
  for (const filter of filters) {
    const wrong = wrongWith(filter);
    if (wrong !== undefined) throw invalidParameter(`${where}.filter`, wrong);
  }
}
