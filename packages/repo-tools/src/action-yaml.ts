/**
 * What this repository demands of an action.yml, beyond what GitHub does: every input and output described, no
 * input both required and with a default.
 */
import { parse, YAMLParseError } from 'yaml';

export interface YamlInput {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly default: string | undefined;
}

export interface YamlOutput {
  readonly name: string;
  readonly description: string;
}

export interface ActionYaml {
  readonly name: string;
  readonly description: string;
  readonly inputs: readonly YamlInput[];
  readonly outputs: readonly YamlOutput[];
  readonly using: string;
  /** Empty for a composite action, which has steps instead. */
  readonly main: string;
  readonly post: string | undefined;
}

/**
 * @param file names it in errors.
 * @throws Error that names the file and what it lacks.
 */
export function readActionYaml(file: string, content: string): ActionYaml {
  const document = record(parsed(file, content));
  const described = (kind: string, name: string, value: unknown): string => {
    const description = scalar(record(value).description)?.trim();
    if (description === undefined || description === '')
      throw new Error(`${file}: the ${kind} ${name} has no description.`);
    return description;
  };
  const inputs = Object.entries(record(document.inputs)).map(([name, value]): YamlInput => {
    const input = {
      name,
      description: described('input', name, value),
      required: record(value).required === true,
      default: scalar(record(value).default),
    };
    if (input.required && input.default !== undefined) {
      throw new Error(
        `${file}: the input ${name} is required and has a default; the runner ignores one of them.`,
      );
    }
    return input;
  });
  const runs = record(document.runs);
  return {
    name: wanted(file, 'name', document.name),
    description: wanted(file, 'description', document.description),
    inputs,
    outputs: Object.entries(record(document.outputs)).map(([name, value]) => ({
      name,
      description: described('output', name, value),
    })),
    using: wanted(file, 'runs.using', runs.using),
    main: runs.using === 'composite' ? '' : wanted(file, 'runs.main', runs.main),
    post: scalar(runs.post),
  };
}

function parsed(file: string, content: string): unknown {
  try {
    return parse(content);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    throw new Error(`${file} is not YAML: ${error.message.split('\n')[0] ?? ''}`, { cause: error });
  }
}

function wanted(file: string, key: string, value: unknown): string {
  const found = scalar(value);
  if (found === undefined || found === '') throw new Error(`${file}: \`${key}\` is missing.`);
  return found;
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function scalar(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
