/** Programs of a PATH. */
import { accessSync, constants } from 'node:fs';

/** Whether the file is there, and may be started. */
export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
