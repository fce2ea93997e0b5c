/**
 * Where the real parts are that a test drives. A test that asks for one says so in its opening comment (`@needs
 * docker`), and is left out where it is missing.
 */
import { resolve } from 'node:path';
import { pathsOf } from '../../../tools/real-parts.mjs';

const root = resolve(import.meta.dirname, '../../..');

/** Absolute path of the program: `buildx`, `skopeo` … The pinned one of tools/bin comes first. */
export function pathOfPart(part: string): string {
  const [first] = pathsOfPart(part);
  if (first === undefined)
    throw new Error(`${part} is not on this machine: does the test say \`@needs ${part}\`?`);
  return first;
}

/** Every program of this name: of docker there may be an old client and a new one. */
export const pathsOfPart = (part: string): readonly string[] => pathsOf(root, part);
