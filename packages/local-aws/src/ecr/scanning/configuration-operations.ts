/** The operations on the registry's scanning configuration, and what it comes to for each repository. */
import type { Operation } from '../../service.ts';
import { invalidParameter } from '../errors.ts';
import type { Repositories, Repository } from '../repositories.ts';
import type { RegistryScanning } from './registry-scanning.ts';
import {
  appliedTo,
  type AppliedScanning,
  type ScanConfiguration,
  type ScanFrequency,
} from './scan-configuration.ts';

interface PutRequest {
  readonly scanType?: ScanConfiguration['type'];
  readonly rules?: readonly RuleMembers[];
}

/** As the API has a rule. */
interface RuleMembers {
  readonly scanFrequency: ScanFrequency;
  readonly repositoryFilters: readonly FilterMembers[];
}

interface FilterMembers {
  readonly filter: string;
  readonly filterType: string;
}

const mostNames = 25;

export function configurationOperations(
  repositories: Repositories,
  scanning: RegistryScanning,
): Readonly<Record<string, Operation>> {
  return {
    GetRegistryScanningConfiguration: (_input, { account }) => ({
      registryId: account,
      scanningConfiguration: toldConfiguration(scanning.current(), repositories.list()),
    }),
    PutRegistryScanningConfiguration: (input) => {
      const { scanType: type = scanning.current().type, rules = [] } = input as PutRequest;
      scanning.put({ type, rules: rules.map(ruleOf) });
      return { registryScanningConfiguration: { scanType: type, rules } };
    },
    BatchGetRepositoryScanningConfiguration: (input) => {
      const { repositoryNames } = input as { readonly repositoryNames: readonly string[] };
      if (repositoryNames.length < 1 || repositoryNames.length > mostNames)
        throw invalidParameter('repositoryNames', `must have between 1 and ${mostNames} names`);
      return scanningOf(repositoryNames, repositories, scanning.current());
    },
  };
}

function ruleOf({ scanFrequency, repositoryFilters }: RuleMembers): ScanConfiguration['rules'][number] {
  if (repositoryFilters.some(({ filterType }) => filterType !== 'WILDCARD'))
    throw invalidParameter('rules.repositoryFilters.filterType', 'must be WILDCARD');
  return { frequency: scanFrequency, filters: repositoryFilters.map(({ filter }) => filter) };
}

const toldFilters = (filters: readonly string[]): readonly FilterMembers[] =>
  filters.map((filter) => ({ filter, filterType: 'WILDCARD' }));

/** Repositories that are set up to be scanned on push themselves are told as a rule of the registry that has none. */
function toldConfiguration({ type, rules }: ScanConfiguration, all: readonly Repository[]): object {
  const own = all.filter(({ scanOnPush }) => scanOnPush).map(({ name }) => name);
  const isOwn = type === 'BASIC' && rules.length === 0 && own.length > 0;
  const told = isOwn ? [{ frequency: 'SCAN_ON_PUSH', filters: own }] : rules;
  return {
    scanType: type,
    rules: told.map(({ frequency, filters }) => ({
      scanFrequency: frequency,
      repositoryFilters: toldFilters(filters),
    })),
  };
}

function scanningOf(
  names: readonly string[],
  repositories: Repositories,
  configuration: ScanConfiguration,
): object {
  const scanningConfigurations: object[] = [];
  const failures: object[] = [];
  for (const repositoryName of names) {
    const found = repositories.find(repositoryName);
    if (found !== undefined) scanningConfigurations.push(toldScanning(found, configuration));
    else
      failures.push({
        repositoryName,
        failureCode: 'REPOSITORY_NOT_FOUND',
        failureReason: 'The specified repository could not be found.',
      });
  }
  return { scanningConfigurations, failures };
}

function toldScanning(repository: Repository, configuration: ScanConfiguration): object {
  const { frequency, filters } = scanningFor(repository, configuration);
  return {
    repositoryArn: repository.arn,
    repositoryName: repository.name,
    scanOnPush: frequency !== 'MANUAL',
    scanFrequency: frequency,
    appliedScanFilters: toldFilters(filters),
  };
}

function scanningFor({ name, scanOnPush }: Repository, configuration: ScanConfiguration): AppliedScanning {
  const applied = appliedTo(name, configuration) ?? { frequency: 'MANUAL', filters: [] };
  const isOwn = configuration.type === 'BASIC' && scanOnPush && applied.frequency === 'MANUAL';
  return isOwn ? { frequency: 'SCAN_ON_PUSH', filters: [name] } : applied;
}
