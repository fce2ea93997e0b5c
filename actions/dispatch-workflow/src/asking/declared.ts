/** What the file of a workflow declares of `workflow_dispatch`: whether it has that trigger, its inputs, its `run-name`. */
import { readYaml } from '@slipway/documents/yaml';
import { isList, isObject, type Json } from '@slipway/documents/value';

export interface DeclaredInput {
  readonly name: string;
  readonly isRequired: boolean;
  readonly hasDefault: boolean;
  /** string, choice, boolean, number, environment, or what GitHub adds later. */
  readonly type: string;
  /** Of a choice. */
  readonly options: readonly string[];
}

export interface Declared {
  /** Names of the triggers, `workflow_dispatch` among them when it can be dispatched. */
  readonly triggers: readonly string[];
  readonly inputs: readonly DeclaredInput[];
  /** '' without one. */
  readonly runName: string;
}

/** @throws TextError for what is no YAML. */
export function declaredIn(text: string): Declared {
  const { value } = readYaml(text);
  const on = isObject(value) ? value.on : undefined;
  const dispatch = isObject(on) ? on.workflow_dispatch : undefined;
  const inputs = isObject(dispatch) && isObject(dispatch.inputs) ? Object.entries(dispatch.inputs) : [];
  return {
    triggers: triggersIn(on),
    inputs: inputs.map(([name, input]) => inputOf(name, input)),
    runName: textOf(isObject(value) ? value['run-name'] : undefined),
  };
}

function triggersIn(on: Json | undefined): readonly string[] {
  if (typeof on === 'string') return [on];
  if (isList(on)) return on.map((each) => textOf(each));
  return isObject(on) ? Object.keys(on) : [];
}

function inputOf(name: string, input: Json | undefined): DeclaredInput {
  const said = isObject(input) ? input : {};
  return {
    name,
    isRequired: said.required === true,
    hasDefault: said.default !== undefined && said.default !== null && said.default !== '',
    type: textOf(said.type) || 'string',
    options: isList(said.options) ? said.options.map((each) => textOf(each)) : [],
  };
}

const textOf = (value: Json | undefined): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
