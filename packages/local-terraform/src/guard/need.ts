/** What the rows of all services are made of: a right with what conditions may look at, and tags as such. Pure. */
import type { Keys, Request } from '@slipway/local-aws/iam/policy';
import type { Call } from './call.ts';
import type { Facts, Tags } from './facts.ts';

/** undefined: it is not known what the call needs. */
export type Needs = (call: Call, facts: Facts) => Promise<readonly Request[] | undefined>;

export const tagKeys = (kind: 'request' | 'resource', tags: Tags): Keys => ({
  ...Object.fromEntries(tags.map(([key, value]) => [`aws:${kind}tag/${key.toLowerCase()}`, [value]])),
  ...(kind === 'request' && tags.length > 0 ? { 'aws:tagkeys': tags.map(([key]) => key) } : {}),
});

export const need = (action: string, resource: string, keys: Keys = {}): Request => ({
  action,
  resource,
  keys,
});

/** Of a service's JSON: `[{ Key, Value }]`. */
export const jsonTags = (tags: unknown): Tags =>
  ((tags ?? []) as readonly { readonly Key: string; readonly Value: string }[]).map(({ Key, Value }) => [
    Key,
    Value,
  ]);
