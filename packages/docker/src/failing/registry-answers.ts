/** What a registry meant, read off the words in which buildkit and docker pass its answer on. */

export type RegistryAnswer = 'immutable' | 'throttled' | 'denied' | 'login' | 'missing' | 'unreachable';

/** In this order: the same text may say "denied" and "does not exist". */
const table: readonly (readonly [answer: RegistryAnswer, words: RegExp])[] = [
  ['immutable', /cannot be overwritten because the repository is immutable|tag invalid/i],
  ['throttled', /toomanyrequests|429 too many requests|rate exceeded|rate limit/i],
  [
    'login',
    /401 unauthorized|no basic auth credentials|^unauthorized:|token has expired|failed to authorize/im,
  ],
  ['denied', /403 forbidden|\bdenied\b|not authorized to perform|insufficient_scope/i],
  ['missing', /does not exist|not found|name unknown|manifest unknown/i],
  [
    'unreachable',
    /dial tcp|no such host|connection re(?:fused|set)|timeout|tls handshake|\bEOF\b|50[0234] (?:internal|bad|service|gateway)/i,
  ],
];

/** undefined when none of the words is known. */
export const registryAnswer = (text: string): RegistryAnswer | undefined =>
  table.find(([, words]) => words.test(text))?.[0];
