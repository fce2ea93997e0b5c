/** The files of one step, in a folder of their own: made empty before it, read after it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parsePairs, parsePaths, UnreadableFileCommand } from './file-commands.ts';

const variables = {
  output: 'GITHUB_OUTPUT',
  env: 'GITHUB_ENV',
  state: 'GITHUB_STATE',
  path: 'GITHUB_PATH',
  summary: 'GITHUB_STEP_SUMMARY',
} as const;

type FileName = keyof typeof variables;

export interface CommandFiles {
  /** The variables that name the files. */
  readonly variables: Readonly<Record<string, string>>;
  /** @returns what the step wrote, and the runner's words about each file that it refuses. */
  read(): Promise<WrittenByStep>;
}

export interface WrittenByStep {
  readonly outputs: ReadonlyMap<string, string>;
  readonly environment: ReadonlyMap<string, string>;
  readonly state: ReadonlyMap<string, string>;
  readonly paths: readonly string[];
  readonly summary: string;
  readonly problems: readonly string[];
}

export async function createCommandFiles(folder: string): Promise<CommandFiles> {
  await mkdir(folder, { recursive: true });
  const names = Object.keys(variables) as FileName[];
  const path = (name: FileName): string => join(folder, name);
  for (const name of names) await writeFile(path(name), '');
  return {
    variables: Object.fromEntries(names.map((name) => [variables[name], path(name)])),
    read: async () => {
      const problems: string[] = [];
      const pairs = async (name: FileName): Promise<ReadonlyMap<string, string>> => {
        try {
          return parsePairs(await readFile(path(name), 'utf8'));
        } catch (error) {
          if (!(error instanceof UnreadableFileCommand)) throw error;
          problems.push(`Unable to process file command '${name}' successfully. ${error.message}`);
          return new Map();
        }
      };
      return {
        outputs: await pairs('output'),
        environment: await pairs('env'),
        state: await pairs('state'),
        paths: parsePaths(await readFile(path('path'), 'utf8')),
        summary: await readFile(path('summary'), 'utf8'),
        problems,
      };
    },
  };
}
