/**
 * The environment of a step: nothing of this machine's but PATH and the folder for temporary files, then what the
 * caller gives, then the inputs and the runner's own variables.
 */
import { setupFailure } from '@slipway/action-kit/failures';
import type { ActionMetadata } from './metadata.ts';

/** Absolute paths. */
export interface StepFolders {
  readonly workspace: string;
  readonly temporary: string;
  readonly home: string;
  readonly toolCache: string;
}

export type Variables = Readonly<Record<string, string>>;

/** Every declared input has a variable; one without value and default has an empty one, as the runner has it. */
export function inputVariables(action: ActionMetadata, inputs: Variables, github: Variables): Variables {
  const given = new Map(Object.entries(inputs).map(([name, value]) => [name.toLowerCase(), value]));
  const declared = [...action.inputs].map(([name, input]) => {
    const value = given.get(name.toLowerCase()) ?? evaluate(input.default ?? '', github);
    given.delete(name.toLowerCase());
    return [inputVariable(name), value] as const;
  });
  const undeclared = [...given].map(([name, value]) => [inputVariable(name), value] as const);
  return Object.fromEntries([...declared, ...undeclared]);
}

/** The runner's warning about inputs that the action does not declare; undefined when there are none. */
export function unexpectedInputs(action: ActionMetadata, inputs: Variables): string | undefined {
  const declared = new Set([...action.inputs.keys()].map((name) => name.toLowerCase()));
  const unexpected = Object.keys(inputs).filter((name) => !declared.has(name.toLowerCase()));
  if (unexpected.length === 0) return undefined;
  const quoted = (names: Iterable<string>): string => [...names].map((name) => `'${name}'`).join(', ');
  return `Unexpected input(s) ${quoted(unexpected)}, valid inputs are [${quoted(action.inputs.keys())}]`;
}

function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}

/** Defaults may name the github context: `${{ github.token }}`. */
function evaluate(text: string, github: Variables): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    const [, name] = /^github\.([a-z_]+)$/.exec(expression) ?? [];
    if (name === undefined) {
      throw setupFailure({
        code: 'expression-unsupported',
        what: `The default \`${text}\` can't be evaluated here`,
        why: 'only `github.‹name›` is understood',
        hint: 'Give the input a value.',
      });
    }
    return github[name] ?? '';
  });
}

/** The github context as far as the environment tells it. */
export function githubContext(env: Variables, token: string): Variables {
  const named = Object.entries(env).filter(([name]) => name.startsWith('GITHUB_'));
  const context = named.map(([name, value]) => [name.slice('GITHUB_'.length).toLowerCase(), value] as const);
  return { ...Object.fromEntries(context), token };
}

export function baseVariables(folders: StepFolders, path: string, tmpdir: string | undefined): Variables {
  return {
    PATH: path,
    HOME: folders.home,
    LANG: 'C.UTF-8',
    ...(tmpdir === undefined ? {} : { TMPDIR: tmpdir }),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: folders.workspace,
    RUNNER_NAME: 'slipway-local-runner',
    RUNNER_ENVIRONMENT: 'self-hosted',
    RUNNER_OS: process.platform === 'darwin' ? 'macOS' : 'Linux',
    RUNNER_ARCH: process.arch === 'arm64' ? 'ARM64' : 'X64',
    RUNNER_TEMP: folders.temporary,
    RUNNER_TOOL_CACHE: folders.toolCache,
  };
}
