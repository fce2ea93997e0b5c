/** What the input `inputs` may look like: `key=value` lines or one JSON object, within GitHub's limits. */
import { keyValue, lines, Unreadable, type Parser } from '@slipway/action-kit/parsers';

export type WorkflowInputs = Readonly<Record<string, string>>;

const mostInputs = 25;
/** Characters of the JSON that is sent. */
const largestInputs = 65_535;

const asLines = lines(keyValue);

export const workflowInputs: Parser<WorkflowInputs> = {
  expects: '`key=value`, one a line, or one JSON object',
  read: (text) => withinLimits(text.startsWith('{') ? entriesOfJson(text) : asLines.read(text)),
};

function withinLimits(entries: readonly (readonly [string, string])[]): WorkflowInputs {
  const names = entries.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new Unreadable(`\`${twice}\` is given twice`);
  if (names.length > mostInputs)
    throw new Unreadable(`these are ${names.length} inputs, and GitHub takes ${mostInputs}`);
  const inputs = Object.fromEntries(entries);
  const size = JSON.stringify(inputs).length;
  if (size > largestInputs)
    throw new Unreadable(`these are ${size} characters, and GitHub takes ${largestInputs}`);
  return inputs;
}

function entriesOfJson(text: string): readonly (readonly [string, string])[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new Unreadable(error instanceof Error ? error.message : String(error));
  }
  return Object.entries(parsed as Record<string, unknown>).map(([name, value]) => [
    name,
    scalar(name, value),
  ]);
}

/** GitHub gives every input to a workflow as text; a list or an object would arrive as nobody meant it. */
function scalar(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Unreadable(`the value of \`${name}\` is not text, a number or a boolean: quote it`);
}
