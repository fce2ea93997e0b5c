/** What is wrong with the inputs of this step, collected so that all of it is said at once. */
import { wrongInputs } from '@slipway/action-kit/inputs';
import { TextError } from '@slipway/documents/text-error';

export type Problems = string[];

/** @throws Failure that names every problem, when there is one. */
export function refuse(problems: readonly string[]): void {
  const hint = 'Correct it under `with:` of this step. Nothing was started.';
  if (problems.length > 0) throw wrongInputs(problems, { hint });
}

/**
 * What `read` gives; a text that can't be read is a problem of the input `name`, with its place.
 * @returns undefined after a problem.
 */
export async function readOr<T>(
  problems: Problems,
  name: string,
  read: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    const { message, position } = error;
    const at = position === undefined ? '' : ` (line ${String(position.line)} of it)`;
    problems.push(`\`${name}\` can't be read: ${message}${at}`);
    return undefined;
  }
}
