/** What a container runs, instead of what its image says. */
import type { ContainerChange } from './containers.ts';

export interface Commands {
  /** Each undefined for what is there. */
  readonly command: readonly string[] | undefined;
  readonly entryPoint: readonly string[] | undefined;
}

export const setCommands =
  ({ command, entryPoint }: Commands): ContainerChange =>
  (container) => ({
    ...container,
    ...(entryPoint === undefined ? {} : { entryPoint }),
    ...(command === undefined ? {} : { command }),
  });
