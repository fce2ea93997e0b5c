/** The words after `npm run action --`: the name of an action, its inputs as `name=value`, and where it works. Pure. */
import { inputFailure } from '@slipway/action-kit/failures';
import { nearest } from '@slipway/local-aws/nearest';

const example = 'Write for example `npm run action -- scan-image repository=web digest=v4`.';

/** @throws Failure of kind input when there is no such action. */
export function actionNamed(name: string, known: readonly string[]): string {
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

/**
 * @param known the names of the inputs of the action; the runner takes them in any case.
 * @throws Failure of kind input for a word that is no input of it: GitHub only warns, and a slip would go unnoticed.
 */
export function inputsIn(
  words: readonly string[],
  action: string,
  known: readonly string[],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    words.map((word) => {
      const [name, value] = readInput(word);
      if (known.some((each) => each.toLowerCase() === name.toLowerCase())) return [name, value];
      throw inputFailure({
        code: 'no-such-input',
        what: `${action} has no input \`${name}\``,
        why: nearestAmong(name, known) ?? `it has ${known.join(', ')}`,
        hint: `Each is described in actions/${action}/README.md.`,
      });
    }),
  );
}

/** `repository=web`; the value may hold further equals signs. */
function readInput(word: string): readonly [string, string] {
  const [, name, value] = /^([\w-]+)=([^]*)$/.exec(word) ?? [];
  if (name === undefined || value === undefined)
    throw inputFailure({ code: 'word', what: `\`${word}\` must be an input as \`name=value\`` });
  return [name, value];
}

function nearestAmong(word: string, known: readonly string[]): string | undefined {
  const near = nearest(word, known);
  return near === undefined ? undefined : `did you mean \`${near}\`?`;
}
