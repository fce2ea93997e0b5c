/**
 * The words that act is started with, in host mode: the jobs are processes of this machine, and no docker is needed.
 * Everything that it is told stands in files that nobody else can read; the command line names them alone. Pure.
 */

export interface ActOptions {
  /** The copy of the caller's repository. */
  readonly repository: string;
  /** Below it. */
  readonly workflow: string;
  readonly event: string;
  readonly actor: string;
  /** Each a file of YAML, `event` one of JSON. */
  readonly files: Readonly<Record<'event' | 'variables' | 'secrets' | 'env', string>>;
  /** `owner/name@ref` → the folder that is taken for it, so that nothing is fetched. */
  readonly repositories: Readonly<Record<string, string>>;
  /** Labels that jobs run on: all of them are this machine. */
  readonly platforms: readonly string[];
}

export const wordsForAct = ({
  platforms,
  repository,
  workflow,
  event,
  actor,
  files,
  repositories,
}: ActOptions): readonly string[] => [
  event,
  '--json',
  '--no-cache-server',
  ...['--directory', repository, '--workflows', workflow, '--actor', actor],
  ...['--eventpath', files.event, '--var-file', files.variables],
  ...['--secret-file', files.secrets, '--env-file', files.env],
  ...platforms.flatMap((label) => ['--platform', `${label}=-self-hosted`]),
  ...Object.entries(repositories).flatMap(([name, folder]) => ['--local-repository', `${name}=${folder}`]),
];
