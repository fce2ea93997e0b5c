/**
 * Gateway to how a registry is set up to scan a repository: by whom, and whether by itself. Both questions are about
 * the caller's own registry, and a role that may not ask them can still scan.
 */
import {
  BatchGetRepositoryScanningConfigurationCommand,
  ECRClient,
  GetRegistryScanningConfigurationCommand,
  type RepositoryScanningConfiguration,
} from '@aws-sdk/client-ecr';
import { oneLine } from '@slipway/action-kit/untrusted';
import { clientConfig } from './client-config.ts';
import { ecrFailures, type EcrConfig } from './ecr-images.ts';
import { isDenied } from './error-shape.ts';
import { awsFailure } from './failures.ts';

export type RepositoryScanning =
  | { readonly kind: 'basic'; readonly onPush: boolean }
  | { readonly kind: 'enhanced'; readonly scans: 'continuously' | 'on-push' | 'never' }
  | {
      readonly kind: 'unknown';
      /** Without a full stop. */
      readonly reason: string;
      /** Who scans this registry, where that much is known. */
      readonly scanType: 'basic' | 'enhanced' | undefined;
    };

type ScanType = 'basic' | 'enhanced';

const scanTypes: Readonly<Record<string, ScanType>> = { BASIC: 'basic', ENHANCED: 'enhanced' };

const registryAction = 'ecr:GetRegistryScanningConfiguration';
const repositoryAction = 'ecr:BatchGetRepositoryScanningConfiguration';

export class EcrScanSettings {
  private readonly client: ECRClient;
  private readonly registryId: string | undefined;

  constructor({ registryId, ...config }: EcrConfig, client: ECRClient = new ECRClient(clientConfig(config))) {
    this.client = client;
    this.registryId = registryId;
  }

  /** @throws Failure `repository-not-found`, and what awsFailure knows, but for a denial. */
  async of(repository: string): Promise<RepositoryScanning> {
    const command = new GetRegistryScanningConfigurationCommand({});
    const registry = await asked(registryAction, 'the registry', () => this.client.send(command));
    if (registry === 'denied') return unknown(mayNotAsk(registryAction));
    if (this.registryId !== undefined && registry.registryId !== this.registryId)
      return unknown(`the scanning of registry ${this.registryId} is told to nobody but its own account`);
    const word = registry.scanningConfiguration?.scanType ?? '';
    const scanType = scanTypes[word];
    if (scanType === undefined)
      return unknown(`ECR names a type of scanning that is not known: ${quoted(word)}`);
    return this.inRepository(repository, scanType);
  }

  private async inRepository(repository: string, scanType: ScanType): Promise<RepositoryScanning> {
    const command = new BatchGetRepositoryScanningConfigurationCommand({ repositoryNames: [repository] });
    const answer = await asked(repositoryAction, repository, () => this.client.send(command));
    if (answer === 'denied') return unknown(mayNotAsk(repositoryAction), scanType);
    const failure = answer.failures?.[0];
    if (failure?.failureCode === 'REPOSITORY_NOT_FOUND') throw notFound(repository, failure.failureReason);
    const settings = answer.scanningConfigurations?.[0];
    if (settings === undefined)
      return unknown(`ECR says nothing of its scanning: ${quoted(failure?.failureReason ?? '')}`, scanType);
    return scanType === 'basic'
      ? { kind: 'basic', onPush: settings.scanOnPush === true || comesByItself(settings) }
      : { kind: 'enhanced', scans: howInspectorScans(settings) };
  }
}

/** MANUAL is what ECR calls a repository that no filter of the registry names. */
function comesByItself({ scanFrequency, appliedScanFilters = [] }: RepositoryScanningConfiguration): boolean {
  return scanFrequency === undefined ? appliedScanFilters.length > 0 : scanFrequency !== 'MANUAL';
}

/** On push alone it scans an image once. That it goes on scanning is believed only where ECR says so. */
function howInspectorScans(settings: RepositoryScanningConfiguration): 'continuously' | 'on-push' | 'never' {
  if (settings.scanFrequency === 'CONTINUOUS_SCAN') return 'continuously';
  return comesByItself(settings) ? 'on-push' : 'never';
}

async function asked<T>(action: string, about: string, send: () => Promise<T>): Promise<T | 'denied'> {
  try {
    return await send();
  } catch (error) {
    if (isDenied(error)) return 'denied';
    throw awsFailure(error, { service: 'ecr', operation: action.replace('ecr:', ''), about }, ecrFailures);
  }
}

/** Told in an answer what other operations tell by an error of this name: one table knows what that means. */
function notFound(repository: string, reason = 'it does not exist'): Error {
  const error = { name: 'RepositoryNotFoundException', message: reason };
  const operation = 'BatchGetRepositoryScanningConfiguration';
  return awsFailure(error, { service: 'ecr', operation, about: repository }, ecrFailures);
}

const mayNotAsk = (action: string): string => `this job may not ask for it (${action})`;
const quoted = (text: string): string => (text === '' ? 'no word' : oneLine(text, 200).replace(/\.$/, ''));

const unknown = (reason: string, scanType?: ScanType): RepositoryScanning => ({
  kind: 'unknown',
  reason,
  scanType,
});
