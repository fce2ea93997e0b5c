/** What a workflow is given, from the input `inputs`: names with texts as they are written, within GitHub's limits. */
import { readKeyValues } from '@slipway/documents/key-values';
import { readOr, type Problems } from './problems.ts';

export type GivenInputs = Readonly<Record<string, string>>;

export const mostInputs = 25;
/** Characters of the JSON that is sent. */
export const largestInputs = 65_535;

export async function givenInputs(text: string | undefined, problems: Problems): Promise<GivenInputs> {
  if (text === undefined) return {};
  const read = (await readOr(problems, 'inputs', () => readKeyValues(text))) ?? [];
  const inputs = Object.fromEntries(read.map(({ key, value }) => [key, value]));
  if (read.length > mostInputs)
    problems.push(`\`inputs\` holds ${String(read.length)} inputs, and GitHub takes ${String(mostInputs)}`);
  const size = sizeOf(inputs);
  if (size > largestInputs)
    problems.push(`\`inputs\` holds ${String(size)} characters, and GitHub takes ${String(largestInputs)}`);
  return inputs;
}

export const sizeOf = (inputs: GivenInputs): number => JSON.stringify(inputs).length;
