/**
 * Runs containers as processes of this machine, each in the unpacked folder of its image, with a port of its
 * own in PORT. This differs from AWS: nothing is isolated, and the container port of the task definition is a name.
 */
import { statSync } from 'node:fs';
import type { CloudClock, ImageStore } from '../ports.ts';
import type { ContainerRun, RunningContainer } from './container.ts';
import { createFreePorts } from './free-ports.ts';
import { createImageFolders } from './image-folders.ts';
import {
  nothingToRun,
  startContainer,
  type Preparation,
  type ProcessContainer,
} from './process-container.ts';
import { processCommand, type Host } from './process-command.ts';
import { workingFolder } from './working-folder.ts';

export interface ProcessRuntime {
  start(run: ContainerRun): RunningContainer;
  /** Kills what runs, and resolves when all of it and the unpacked images are gone. */
  close(): Promise<void>;
}

export function createProcessRuntime(parts: {
  readonly clock: CloudClock;
  readonly images: ImageStore;
  /** Absolute path; unpacked images go below. */
  readonly storage: string;
}): ProcessRuntime {
  const folders = createImageFolders(parts.images, parts.storage);
  const ports = createFreePorts();
  const running = new Set<ProcessContainer>();
  const killAll = (): void => {
    for (const container of running) container.kill();
  };
  // The groups are detached: without this they would outlive a process that forgot to close.
  process.on('exit', killAll);

  const prepare = async ({ spec, image }: ContainerRun, port: number): Promise<Preparation> => {
    const [root, config] = await Promise.all([folders.of(image), parts.images.config(image)]);
    const folder = await workingFolder(root, config.workingDirectory);
    const command = processCommand(spec, config, { root, folder, port }, thisMachine());
    if (command === undefined) throw nothingToRun(config);
    return { command, port };
  };
  const follow = async (container: ProcessContainer, port: () => number | undefined): Promise<void> => {
    await container.ended;
    running.delete(container);
    const held = port();
    if (held !== undefined) ports.giveBack(held);
  };
  return {
    start: (run) => {
      let port: number | undefined;
      const container = startContainer(
        run,
        async () => {
          port = await ports.take();
          return prepare(run, port);
        },
        parts.clock,
      );
      running.add(container);
      void follow(container, () => port);
      return container;
    },
    close: async () => {
      killAll();
      await Promise.all([...running].map(({ ended }) => ended));
      process.removeListener('exit', killAll);
      await folders.close();
    },
  };
}

function thisMachine(): Host {
  return {
    node: process.execPath,
    path: process.env.PATH ?? '',
    isFile: (path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true,
  };
}
