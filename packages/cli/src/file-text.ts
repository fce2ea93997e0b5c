/** The text of a file that may not be there. */
import { readFileSync, statSync } from 'node:fs';

export const fileText = (path: string): string | undefined =>
  statSync(path, { throwIfNoEntry: false })?.isFile() === true ? readFileSync(path, 'utf8') : undefined;
