/** The working directory of a container inside the unpacked folder of its image, made where the image lacks it. */
import { join } from 'node:path';
import { folderInside, partsOf } from '../ecr/inside-root.ts';
import { CannotStart } from './process-container.ts';

/** @param directory as the image says it. @returns an absolute path below `root`, whatever links lead there. */
export async function workingFolder(root: string, directory: string): Promise<string> {
  try {
    // `join('/', …)` resolves `..` as a container does, where the root has nothing above it.
    return await folderInside(root, partsOf(join('/', directory)), 'refuse');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new CannotStart(
      `CannotStartContainerError: the working directory ${directory} can't be used: ${why}`,
    );
  }
}
