/** What is given to a workflow, compared with what it declares: whatever GitHub would refuse, or hand on unread. */
import { nearest } from '@slipway/action-kit/nearest';
import { quoted } from '@slipway/documents/words';
import type { Declared, DeclaredInput } from './declared.ts';
import type { GivenInputs } from './given-inputs.ts';

/** One sentence a problem, without its full stop; `workflow` names it in them. */
export function problemsOfInputs(
  given: GivenInputs,
  { inputs: declared }: Declared,
  workflow: string,
): readonly string[] {
  const unknown = Object.keys(given)
    .filter((name) => declaredAs(name, declared) === undefined)
    .map((name) => unknownInput(name, declared, workflow));
  const missing = declared
    .filter((input) => input.isRequired && !input.hasDefault && !isGiven(input, given))
    .map(({ name }) => `\`inputs\` lacks ${quoted(name)}, which ${workflow} requires`);
  const wrong = Object.entries(given).flatMap(([name, value]) => {
    const input = declaredAs(name, declared);
    const wanted = input === undefined ? undefined : misfit(input, value);
    return wanted === undefined
      ? []
      : [`the input ${quoted(name)} must be ${wanted}, but was ${quoted(value)}`];
  });
  return [...unknown, ...missing, ...wrong];
}

/** GitHub does not say whether it minds upper and lower case: what differs in that alone is left to it. */
export const declaredAs = (name: string, declared: readonly DeclaredInput[]): DeclaredInput | undefined =>
  declared.find((each) => each.name.toLowerCase() === name.toLowerCase());

const isGiven = ({ name }: DeclaredInput, given: GivenInputs): boolean =>
  Object.keys(given).some((each) => each.toLowerCase() === name.toLowerCase());

function unknownInput(name: string, declared: readonly DeclaredInput[], workflow: string): string {
  const names = declared.map((each) => each.name);
  const meant = nearest(name, names);
  const known =
    names.length === 0 ? 'it declares none' : `it declares ${names.slice(0, 25).map(quoted).join(', ')}`;
  const words = meant === undefined ? known : `did you mean ${quoted(meant)}?`;
  return `\`inputs\` holds ${quoted(name)}, which ${workflow} does not declare (${words})`;
}

/** What it must be, in words; undefined for a value that fits. Environments are left to GitHub. */
function misfit({ type, options, isRequired }: DeclaredInput, value: string): string | undefined {
  // What is left empty on purpose, GitHub may take for absent.
  if (value === '' && !isRequired && type !== 'choice') return undefined;
  if (type === 'boolean') return value === 'true' || value === 'false' ? undefined : '`true` or `false`';
  if (type === 'number') return isNumber(value) ? undefined : 'a number';
  if (type !== 'choice' || options.includes(value)) return undefined;
  const meant = nearest(value, options);
  const list = options.slice(0, 50).map(quoted).join(', ');
  return meant === undefined || meant === value
    ? `one of ${list}`
    : `one of ${list} (did you mean ${quoted(meant)}?)`;
}

const isNumber = (value: string): boolean => value.trim() !== '' && Number.isFinite(Number(value));
