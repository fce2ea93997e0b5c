/** Credentials that this very job holds: the action's own token, and what its environment calls one. */
import type { EnvironmentCredential } from '@slipway/action-kit/environment';

export interface KnownCredential {
  /** Completes "is …" and "holds …": "the token of this step". */
  readonly what: string;
  readonly value: string;
  /** Whether a value that only holds it is refused too: a short one may stand in many a text. */
  readonly inside: boolean;
}

/** @param environment of the job, by name. */
export function knownCredentials(
  token: string,
  environment: readonly EnvironmentCredential[],
): readonly KnownCredential[] {
  const others = environment.filter(({ value }) => value !== token);
  return [
    { what: 'the token of this step', value: token, inside: true },
    ...others.map(({ name, value }) => ({
      what: `the credential \`${name}\` of the job's environment`,
      value,
      inside: value.length >= 20,
    })),
  ];
}

/** Which of them a value is or holds; undefined for none. */
export function credentialIn(value: string, known: readonly KnownCredential[]): string | undefined {
  const same = known.find((each) => value.trim() === each.value);
  if (same !== undefined) return `is ${same.what}`;
  const held = known.find((each) => each.inside && value.includes(each.value));
  return held === undefined ? undefined : `holds ${held.what}`;
}
