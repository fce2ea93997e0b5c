/** Account settings, of which one has an effect here: BLOB_MOUNTING, off unless somebody turns it on, as on ECR. */
import { ServiceError, type Operation } from '../service.ts';
import { invalidParameter } from './errors.ts';
import type { Repository } from './repositories.ts';

/** Name → value, as PutAccountSetting has them. */
export type AccountSettings = Map<string, string>;

const known: Readonly<Record<string, readonly [initial: string, ...others: string[]]>> = {
  BASIC_SCAN_TYPE_VERSION: ['AWS_NATIVE', 'CLAIR'],
  BLOB_MOUNTING: ['DISABLED', 'ENABLED'],
  REGISTRY_POLICY_SCOPE: ['V2', 'V1'],
};

/** @param blobMounting as the world has it at start. */
export function createAccountSettings(blobMounting: 'ENABLED' | 'DISABLED' | undefined): AccountSettings {
  const initial = Object.entries(known).map(([name, [value]]) => [name, value] as const);
  return new Map([...initial, ['BLOB_MOUNTING', blobMounting ?? 'DISABLED']]);
}

export function accountSettingOperations(settings: AccountSettings): Readonly<Record<string, Operation>> {
  return {
    GetAccountSetting: (input) => {
      const name = String(input.name);
      const value = settings.get(name);
      if (value !== undefined) return { name, value };
      throw new ServiceError('ValidationException', `There is no account setting ${name}`);
    },
    PutAccountSetting: (input) => {
      const name = String(input.name);
      const value = String(input.value);
      const values = known[name];
      if (values === undefined)
        throw invalidParameter('name', `must be one of ${Object.keys(known).join(', ')}`);
      if (!values.includes(value)) throw invalidParameter('value', `must be one of ${values.join(', ')}`);
      settings.set(name, value);
      return { name, value };
    },
  };
}

/** Layers are shared within the registry, between repositories that are encrypted alike. */
export function isMountable(settings: AccountSettings, from: Repository, to: Repository): boolean {
  if (settings.get('BLOB_MOUNTING') !== 'ENABLED') return false;
  return (
    from.encryption.encryptionType === to.encryption.encryptionType &&
    from.encryption.kmsKey === to.encryption.kmsKey
  );
}
