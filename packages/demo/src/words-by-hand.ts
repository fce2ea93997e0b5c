/** The words after `npm run action --`: the name of an action, its inputs as `name=value`, and where it works. Pure. */
import { inputFailure } from '@slipway/action-kit/failures';
import type { ActionInput } from '@slipway/local-runner/metadata';
import { nearest } from '@slipway/local-aws/nearest';

const example = 'Write for example `npm run action -- scan-image repository=web digest=v4`.';

/** @param word the name, or the folder as a shell completes it. @throws Failure of kind input when there is no such action. */
export function actionNamed(word: string, known: readonly string[]): string {
  const name = /^(?:\.\/)?(?:actions\/)?(.*?)\/?$/.exec(word)?.[1] ?? word;
  if (known.includes(name)) return name;
  throw inputFailure({
    code: 'no-such-action',
    what: name === '' ? 'No action is named' : `There is no action ${name}`,
    why: nearestAmong(name, known) ?? `there are ${known.join(', ')}`,
    hint: example,
  });
}

export interface Words {
  /** As it was written; undefined when it was not. */
  readonly workspace: string | undefined;
  readonly rest: readonly string[];
}

/** @throws Failure of kind input when `--workspace` has no folder. */
export function splitWorkspace(words: readonly string[]): Words {
  const at = words.indexOf('--workspace');
  if (at === -1) return { workspace: undefined, rest: words };
  const workspace = words[at + 1] ?? '';
  if (workspace === '' || workspace.startsWith('-'))
    throw inputFailure({
      code: 'word',
      what: '`--workspace` has no folder',
      hint: 'Write for example `npm run action -- build-push-ecr --workspace ../web repository=web`.',
    });
  return { workspace, rest: words.toSpliced(at, 2) };
}

type KnownInputs = ReadonlyMap<string, Pick<ActionInput, 'default'>>;

/**
 * @param known the inputs of the action by name; the runner takes the names in any case.
 * @throws Failure of kind input for a word that is no input of it, or gives one again: GitHub only warns of the first,
 * and of two values the last alone would count; either would go unnoticed.
 */
export function inputsIn(
  words: readonly string[],
  action: string,
  known: KnownInputs,
): Readonly<Record<string, string>> {
  const inputs = words.map((word) => readInput(word, action, known));
  const names = inputs.map(([name]) => name.toLowerCase());
  const again = names.find((name, index) => names.indexOf(name) < index);
  if (again === undefined) return Object.fromEntries(inputs);
  throw inputFailure({
    code: 'input-twice',
    what: `\`${again}\` is given twice`,
    hint: `Write it once. ${severalLines(again)}`,
  });
}

/** `repository=web`; the value may hold further equals signs. */
function readInput(word: string, action: string, known: KnownInputs): readonly [string, string] {
  const [, dashes = '', name, value] = /^(--)?([a-z][\w-]*)(?:=([^]*))?$/i.exec(word) ?? [];
  const found = [...known].find(([each]) => each.toLowerCase() === name?.toLowerCase());
  if (name === undefined || (found === undefined && value === undefined)) throw noInput(word);
  if (found === undefined) throw unknownInput(name, action, [...known.keys()]);
  if (value === undefined || dashes !== '') throw noInput(word, `${name}=${value ?? likely(found[1])}`);
  return [name, value];
}

/** A switch is switched on by who names it. */
const likely = ({ default: usual }: Pick<ActionInput, 'default'>): string =>
  usual === 'true' || usual === 'false' ? 'true' : '…';

const noInput = (word: string, instead?: string): Error =>
  inputFailure({
    code: 'word',
    what: `\`${word}\` must be an input as \`name=value\``,
    ...(instead === undefined ? {} : { hint: `Write \`${instead}\`.` }),
  });

const unknownInput = (name: string, action: string, known: readonly string[]): Error =>
  inputFailure({
    code: 'no-such-input',
    what: `${action} has no input \`${name}\``,
    why: nearestAmong(name, known) ?? `it has ${known.join(', ')}`,
    hint: `Each is described in actions/${action}/README.md.`,
  });

const severalLines = (name: string): string =>
  `Several lines in bash: \`${name}=$'first\\nsecond'\`, or \`${name}="$(cat FILE)"\`.`;

/** @returns a sentence for each value that looks as if its `\\n` was meant to be a line break; in JSON it is one. */
export const lineBreakWarnings = (inputs: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(inputs).flatMap(([name, value]) =>
    /\\n/.test(value) && !/\n|^\s*[[{]/.test(value)
      ? [`\`${name}\` holds a backslash and an n, which is no line break. ${severalLines(name)}`]
      : [],
  );

function nearestAmong(word: string, known: readonly string[]): string | undefined {
  const near = nearest(word, known);
  return near === undefined ? undefined : `did you mean \`${near}\`?`;
}
