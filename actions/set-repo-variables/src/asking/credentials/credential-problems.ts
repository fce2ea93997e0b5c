/** No credential becomes a variable: everybody who can read the repository reads its variables, and no log masks them. */
import { quoted } from '@slipway/documents/words';
import { placeOf, type Source } from '../source.ts';
import { likenessByName } from '@slipway/action-kit/credentials/by-name';
import { credentialIn, type KnownCredential } from './known-credentials.ts';
import { likeness } from '@slipway/action-kit/credentials/patterns';

/** Why a value is or looks like a credential, as what follows "the value of …"; undefined when it does not. */
export function credentialWords(
  { name, value }: { readonly name: string; readonly value: string },
  known: readonly KnownCredential[],
): string | undefined {
  const held = credentialIn(value, known);
  if (held !== undefined) return held;
  const like = likeness(value) ?? likenessByName(name, value);
  return like === undefined ? undefined : `looks like ${like}`;
}

/** A sentence part for each; the values are never shown. */
export function credentialProblems(
  { name: source, variables }: Source,
  known: readonly KnownCredential[],
): readonly string[] {
  return variables.flatMap((variable) => {
    const words = credentialWords(variable, known);
    if (words === undefined) return [];
    return [
      `the value of ${quoted(variable.name)} in ${placeOf(source, variable)} ${words}, and everybody who can read variables would read it: store it as a secret`,
    ];
  });
}
