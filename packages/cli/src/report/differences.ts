/** What is otherwise here than on GitHub: of every run, and of what this repository uses. Pure. */
import type { Builder } from '../stage/programs.ts';

export interface Used {
  readonly builder: Builder;
  /** `owner/name@ref` of what act fetched. */
  readonly fetched: readonly string[];
  /** Texts of the workflows as they are in the repository. */
  readonly hasEnvironments: boolean;
}

export function differencesOf({ builder, fetched, hasEnvironments }: Used): readonly string[] {
  return [
    'Jobs run on this machine, with its tools, not on a fresh one of GitHub.',
    'The cloud is a simulation with short times: how long a deployment takes says nothing about AWS.',
    'act ignores `concurrency`, `permissions` and `timeout-minutes` of jobs.',
    ...(hasEnvironments
      ? ['Environments ask nobody for an approval; their variables are those of the repository here.']
      : []),
    ...(builder.kind === 'docker'
      ? []
      : [
          `Images hold the *.mjs files of the context and start server.mjs: ${builder.why}, so the Dockerfile is not built.`,
        ]),
    ...(fetched.length === 0
      ? []
      : [`Fetched from GitHub by act, and run as they are: ${fetched.join(', ')}.`]),
  ];
}
