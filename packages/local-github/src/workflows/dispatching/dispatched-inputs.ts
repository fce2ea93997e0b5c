/** The inputs of a dispatch, compared with those that the workflow declares, and completed by their defaults. */
import { fieldsOf } from '../../answer.ts';
import { Refusal } from '../../refusal.ts';
import type { DeclaredInput, WorkflowText } from '../handlers.ts';

const mostInputs = 25;
/** Characters of all of them as JSON. */
const largestInputs = 65_535;

/** @throws Refusal in GitHub's words; the first problem alone. */
export function inputsOf({ inputs: declared = {} }: WorkflowText, given: unknown): Record<string, string> {
  const inputs = Object.fromEntries(
    Object.entries(givenFields(given)).map(([name, value]) => [name, textOf(value)]),
  );
  if (JSON.stringify(inputs).length > largestInputs) throw new Refusal(422, 'inputs are too large.');
  const unexpected = Object.keys(inputs).filter((name) => !Object.hasOwn(declared, name));
  if (unexpected.length > 0)
    throw new Refusal(422, `Unexpected inputs provided: ${JSON.stringify(unexpected)}`);
  for (const [name, input] of Object.entries(declared)) {
    const value = inputs[name] ?? input.default;
    if (value !== undefined) inputs[name] = checked(name, value, input);
    else if (input.required === true) throw new Refusal(422, `Required input '${name}' not provided`);
  }
  return inputs;
}

function givenFields(given: unknown): Readonly<Record<string, unknown>> {
  const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
  if (given !== undefined && !isObject)
    throw invalid(`For 'properties/inputs', ${JSON.stringify(given)} is not an object.`);
  const fields = fieldsOf(given);
  const count = Object.keys(fields).length;
  if (count > mostInputs)
    throw invalid(
      `No more than ${String(mostInputs)} properties are allowed; ${String(count)} were supplied.`,
    );
  return fields;
}

/** GitHub hands every input on as text. */
function textOf(value: unknown): string {
  if (value === null) throw invalid("For 'additionalProperties', nil is not a string.");
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function checked(name: string, value: string, { type, options = [] }: DeclaredInput): string {
  const allowed = type === 'choice' ? options : type === 'boolean' ? ['true', 'false'] : undefined;
  if (allowed !== undefined && !allowed.includes(value))
    throw new Refusal(422, `Provided value '${value}' for input '${name}' not in the list of allowed values`);
  if (type === 'number' && (value.trim() === '' || Number.isNaN(Number(value))))
    throw new Refusal(422, `Provided value '${value}' for input '${name}' is not a valid number`);
  return value;
}

const invalid = (what: string): Refusal => new Refusal(422, `Invalid request.\n\n${what}`);
