/**
 * One parser per kind of input: what it expects, in words, and how it reads. The words serve the error and the
 * README's type column. A parser never looks at environment, disk or log; absence is `undefined`, never ''.
 */

export interface Parser<T> {
  /** Completes the sentence "must be …". */
  readonly expects: string;
  /** @throws Unreadable when the text is not what is expected. */
  readonly read: (text: string) => T;
}

/** Thrown by a parser; the optional reason follows the sentence about what was expected. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
  readonly why: string | undefined;
  constructor(why?: string) {
    super(why ?? 'unreadable');
    this.why = why;
  }
}

export const text: Parser<string> = { expects: 'text', read: (value) => value };

/** Text whose value is never shown, not even in an error. */
export const secretText: Parser<string> & { readonly secret: true } = {
  expects: 'a secret',
  read: (value) => value,
  secret: true,
};

export const boolean: Parser<boolean> = {
  expects: '`true` or `false`',
  read: (value) => {
    if (value === 'true') return true;
    if (value === 'false') return false;
    throw new Unreadable();
  },
};

export function oneOf<const T extends string>(...allowed: readonly T[]): Parser<T> {
  return {
    expects: `one of ${allowed.map((word) => `\`${word}\``).join(', ')}`,
    read: (value) => {
      const found = allowed.find((word) => word === value);
      if (found === undefined) throw new Unreadable();
      return found;
    },
  };
}

export function wholeNumber(from: number, to: number = Number.MAX_SAFE_INTEGER): Parser<number> {
  const upTo =
    to === Number.MAX_SAFE_INTEGER
      ? ` of at least ${String(from)}`
      : ` from ${String(from)} to ${String(to)}`;
  return {
    expects: `a whole number${upTo}`,
    read: (value) => {
      const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
      if (!Number.isSafeInteger(number) || number < from || number > to) throw new Unreadable();
      return number;
    },
  };
}

const unitsInMilliseconds = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Reads `90s`, `15m`, `2h`, `30d` to milliseconds. */
export const duration: Parser<number> = {
  expects: 'a duration such as 90s, 15m, 2h or 30d',
  read: (value) => {
    const [, amount, unit] = /^(\d{1,6})([smhd])$/.exec(value) ?? [];
    if (amount === undefined || unit === undefined) throw new Unreadable();
    return Number(amount) * unitsInMilliseconds[unit as keyof typeof unitsInMilliseconds];
  },
};

/** A duration not shorter than `least` milliseconds. */
export function durationOfAtLeast(least: number): Parser<number> {
  return {
    expects: `${duration.expects}, at least ${String(least / 1000)}s`,
    read: (value) => {
      const milliseconds = duration.read(value);
      if (milliseconds < least) throw new Unreadable();
      return milliseconds;
    },
  };
}

/** Text of a given form; `expects` says the form in words, with an example. */
export function matching(pattern: RegExp, expects: string): Parser<string> {
  return {
    expects,
    read: (value) => {
      if (!pattern.test(value)) throw new Unreadable();
      return value;
    },
  };
}

export const digest: Parser<string> = matching(
  /^sha256:[0-9a-f]{64}$/,
  'a digest: `sha256:` and 64 hexadecimal digits',
);

/** ECR's own rule for a repository name. */
export const ecrRepository: Parser<string> = matching(
  /^(?=.{2,256}$)(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/,
  'the name of an ECR repository such as `team/web` (lower case, without a registry in front and without a tag)',
);

/** Twelve digits; YAML eats a leading zero of an unquoted number, so the sentence says so. */
export const accountId: Parser<string> = matching(
  /^\d{12}$/,
  'an account id of twelve digits, in quotes so that YAML keeps a leading zero',
);

export const region: Parser<string> = matching(
  /^[a-z]{2,6}(?:-[a-z]+)+-\d{1,2}$/,
  'an AWS region such as `eu-west-1`',
);

/** `owner/name`. */
export const repositorySlug: Parser<string> = matching(
  /^[A-Za-z0-9][A-Za-z0-9-]*\/[A-Za-z0-9._-]+$/,
  'a repository as `owner/name`',
);

/** A parser made of a secret's parser is a secret's parser too: its value is never shown. */
const secrecyOf = (inner: object): object => ('secret' in inner ? { secret: true } : {});

/** One item a line, empty lines left out, in order. */
export function lines<T>(item: Parser<T>): Parser<readonly T[]> {
  return {
    ...secrecyOf(item),
    expects: `${item.expects}, one a line`,
    read: (value) =>
      value
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .map((line) => {
          try {
            return item.read(line);
          } catch (error) {
            if (!(error instanceof Unreadable)) throw error;
            const shown = 'secret' in item ? 'a line' : `the line \`${line}\``;
            throw new Unreadable(`${shown} is not${error.why === undefined ? '' : `: ${error.why}`}`);
          }
        }),
  };
}

/** As `lines`, and none has the name of another one. */
export function distinctLines<T>(item: Parser<T>, nameOf: (value: T) => string): Parser<readonly T[]> {
  const all = lines(item);
  return refined(all, all.expects, (values) => {
    const names = values.map(nameOf);
    const twice = names.find((name, index) => names.indexOf(name) < index);
    if (twice === undefined) return values;
    throw new Unreadable(`${'secret' in item ? 'one' : `\`${twice}\``} is given twice`);
  });
}

/** `key=value`: split at the first `=`; the value may be empty and may hold more of them. */
export const keyValue: Parser<readonly [key: string, value: string]> = {
  expects: '`key=value`',
  read: (line) => {
    const at = line.indexOf('=');
    if (at < 1) throw new Unreadable();
    return [line.slice(0, at).trim(), line.slice(at + 1)];
  },
};

/** Parses with `inner`, then lets `refine` narrow or refuse (by throwing Unreadable). */
export function refined<T, U>(inner: Parser<T>, expects: string, refine: (value: T) => U): Parser<U> {
  return { ...secrecyOf(inner), expects, read: (value) => refine(inner.read(value)) };
}
