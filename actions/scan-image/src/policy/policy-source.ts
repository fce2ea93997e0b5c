/** What of the policy was said by the policy file, so that a reader of the log knows where to change it. */
import { camelCase } from '@slipway/action-kit/inputs';
import type { Inputs } from '../inputs.ts';
import { policyKeys, type PolicyFile } from './policy-keys.ts';

export interface PolicySource {
  readonly path: string;
  /** The keys that hold, named as in the file. */
  readonly sets: readonly string[];
  /** Those that an input overrules. */
  readonly overruled: readonly string[];
}

type KeyName = keyof typeof policyKeys;

export function policySourceOf(path: string, file: PolicyFile, inputs: Inputs): PolicySource {
  const names = (Object.keys(policyKeys) as readonly KeyName[]).filter(
    (name) => file[camelCase(name)] !== undefined,
  );
  const isOverruled = (name: KeyName): boolean => inputs[camelCase(name)] !== undefined;
  return {
    path,
    sets: names.filter((name) => !isOverruled(name)),
    overruled: names.filter(isOverruled),
  };
}
