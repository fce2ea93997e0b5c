/**
 * A plan without what must not be told. Terraform itself hides what is marked as sensitive; here goes what only looks like
 * a credential, what this very job holds, and the number of the account, which may be a secret of the repository: nothing
 * masks a comment.
 */
import { likenessByName } from '@slipway/action-kit/credentials/by-name';
import { patterns } from '@slipway/action-kit/credentials/patterns';
import type { EnvironmentCredential } from '@slipway/action-kit/environment';

export interface Hidden {
  /** What this job has in its environment. */
  readonly held: readonly EnvironmentCredential[];
  /** The numbers of accounts, twelve digits each. */
  readonly accounts: ReadonlySet<string>;
}

export function withoutSecrets(text: string, { held, accounts }: Hidden): string {
  const unheld = held.reduce(
    (rest, { name, value }) => rest.replaceAll(value, `(the credential ${name}, hidden)`),
    text,
  );
  return withoutAccounts(withoutNamed(withoutLikely(unheld)), accounts);
}

/** As ARNs and addresses of registries tell them: other texts have the bare digits alone, so all of them are looked at first. */
export function accountsIn(texts: readonly string[]): ReadonlySet<string> {
  const told = /\barn:aws[\w-]*:[\w-]*:[\w-]*:(\d{12})\b|\b(\d{12})\.dkr\.ecr\./g;
  const found = texts.flatMap((text) => [...text.matchAll(told)]);
  return new Set(found.map(([, ofArn, ofRegistry]) => ofArn ?? ofRegistry ?? ''));
}

/** To its end, or as far as a key is long: the pattern of a private key knows only its first line. */
const privateKey =
  /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:(?!-----END )[\s\S]){0,20000}(?:-----END [A-Z0-9 ]{0,40}-----)?/g;

const hiding = (what: string): string => `(${what}, hidden)`;

/** With what follows without a gap: a pattern need not know how long a token is. */
const likely = patterns.map(({ what, pattern }) => ({
  what,
  all: new RegExp(`(?:${pattern.source})[A-Za-z0-9_.+/=-]*`, `${pattern.flags.replaceAll('g', '')}g`),
}));

const withoutLikely = (text: string): string =>
  likely.reduce(
    (rest, { what, all }) => rest.replace(all, hiding(what)),
    text.replace(privateKey, hiding('a private key')),
  );

/** `  + password = "…"`, and the pairs of name and value that containers get their environment by. */
const member = /^[\s+~/<=-]*"?([A-Za-z_][\w.-]*)"?\s*[=:]\s/;

function withoutNamed(text: string): string {
  let named = '';
  return text
    .split('\n')
    .map((line) => {
      const [opening, name] = member.exec(line) ?? [];
      if (opening === undefined || name === undefined) return line;
      const rest = line.slice(opening.length);
      const ofValue = name === 'value' ? named : name;
      if (name === 'name') named = /"([^"\\]{1,200})"/.exec(rest)?.[1] ?? '';
      return opening + withoutValues(rest, ofValue);
    })
    .join('\n');
}

const withoutValues = (text: string, name: string): string =>
  text.replace(/"((?:[^"\\]|\\.)*)"/g, (whole, value: string) => {
    const what = likenessByName(name, value);
    return what === undefined ? whole : hiding(what);
  });

const withoutAccounts = (text: string, accounts: ReadonlySet<string>): string =>
  [...accounts].reduce(
    (rest, account) => rest.replace(new RegExp(`(?<!\\d)${account}(?!\\d)`, 'g'), '(account)'),
    text,
  );
