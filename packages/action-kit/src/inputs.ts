/**
 * From the runner's strings to domain types. An action's inputs.ts is a table `input name → parser`; the types
 * make a forgotten or an undeclared name a compile error. All that is wrong is said at once.
 */
import { inputFailure, type Failure } from './failures.ts';
import { Unreadable, type Parser } from './parsers.ts';
import { oneLine } from './untrusted.ts';

/** What `npm run generate` writes from an action.yml: names only. */
export interface Contract {
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

export type InputName<C extends Contract> = C['inputs'][number];
export type OutputName<C extends Contract> = C['outputs'][number];

/** How one input is read: by which parser, and whether it may be absent. */
export interface InputRow<T> {
  readonly parser: Parser<unknown>;
  readonly secret: boolean;
  /** @param value the trimmed text, or undefined when the input is absent or empty. */
  readonly read: (value: string | undefined) => T;
}

/** Thrown for an absent required input. */
class Missing extends Error {}

export function required<T>(parser: Parser<T>): InputRow<T> {
  return {
    parser,
    secret: 'secret' in parser,
    read: (value) => {
      if (value === undefined) throw new Missing();
      return parser.read(value);
    },
  };
}

export function optional<T>(parser: Parser<T>): InputRow<T | undefined> {
  return {
    parser,
    secret: 'secret' in parser,
    read: (value) => (value === undefined ? undefined : parser.read(value)),
  };
}

export type InputTable<C extends Contract> = Readonly<Record<InputName<C>, InputRow<unknown>>>;

/** `health-check-url` as `healthCheckUrl`. */
export type CamelCase<S extends string> = S extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : S;

/** The inputs of a table as domain types, named in camel case. */
export type InputsOf<Table> = {
  readonly [
    Name in keyof Table as Name extends string ? CamelCase<Name> : never
  ]: Table[Name] extends InputRow<infer T> ? T : never;
};

/**
 * @param source gives the raw text of an input; '' when it is absent.
 * @throws Failure of kind input that names every input that is wrong, its value and what was expected.
 */
export function readInputs<Table extends Readonly<Record<string, InputRow<unknown>>>>(
  table: Table,
  source: (name: string) => string,
): InputsOf<Table> {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, row] of Object.entries(table)) {
    const text = source(name).trim();
    try {
      values[camelCase(name)] = row.read(text === '' ? undefined : text);
    } catch (error) {
      problems.push(problem(name, row, text, error));
    }
  }
  if (problems.length > 0) throw wrongInputs(problems);
  return values as InputsOf<Table>;
}

/**
 * One failure for inputs that are readable each but impossible together.
 * @param what where a problem is not an input each. @param hint where it may be corrected elsewhere.
 */
export function wrongInputs(
  problems: readonly string[],
  {
    what = problems.length === 1 ? 'An input is wrong' : `${String(problems.length)} inputs are wrong`,
    hint = 'Correct it under `with:` of this step. Nothing was changed.',
  }: { readonly what?: string; readonly hint?: string } = {},
): Failure {
  return inputFailure({ code: 'input-invalid', what, why: problems.join('; '), hint });
}

function problem(name: string, row: InputRow<unknown>, text: string, error: unknown): string {
  if (error instanceof Missing)
    return `\`${name}\` must be ${row.parser.expects}, but was not set${row.secret ? emptySecret : ''}`;
  return wrongValue(name, row.parser, text, error);
}

/** GitHub hands over an empty text for a secret that it does not give. */
const emptySecret =
  ', or the secret behind it is empty (is it set here, and is this the pull request of a fork, which gets none?)';

/**
 * What is wrong with a value, in a sentence without its full stop; the same words wherever it was written.
 * @param error thrown by the parser; one that is not Unreadable is thrown on.
 */
export function wrongValue(name: string, parser: Parser<unknown>, text: string, error: unknown): string {
  if (!(error instanceof Unreadable)) throw error;
  const why = error.why === undefined ? '' : ` (${oneLine(error.why, 300)})`;
  if ('secret' in parser) return `\`${name}\` must be ${parser.expects}${why}`;
  return `\`${name}\` must be ${parser.expects}, but was \`${oneLine(text, 200)}\`${why}`;
}

export function camelCase<Name extends string>(name: Name): CamelCase<Name> {
  return name.replace(/-([a-zA-Z0-9])/g, (_, letter: string) => letter.toUpperCase()) as CamelCase<Name>;
}
