/**
 * Reads what `terraform output -json` wrote: an object of outputs, each with a value and whether it is sensitive.
 * Other files of Terraform look alike and are told apart, because people do hand them over.
 */
import { readCheckedJson, type Complain } from '@slipway/documents/checked';
import type { FileKind } from '@slipway/documents/file-kind';
import { readJson } from '@slipway/documents/json';
import { textOf } from '@slipway/documents/text';
import { isObject, kindOf, type Json, type JsonObject } from '@slipway/documents/value';
import { quoted } from '@slipway/documents/words';
import { nearest } from '@slipway/action-kit/nearest';
import { outputText } from './output-text.ts';
import type { WrittenVariable } from './source.ts';
import type { Renaming } from './terraform-map.ts';

export const terraformOutputsKind: FileKind = {
  noun: 'file of Terraform outputs',
  code: 'terraform-outputs',
  hint: 'Write it with `terraform output -json > outputs.json`, after `terraform apply`; hashicorp/setup-terraform needs `terraform_wrapper: false` for that.',
  limit: { bytes: 16 * 1024 * 1024, words: 'and 16 MB is the most that is read' },
};

/**
 * @param map which are taken, and their names; every one under its own name in upper case when undefined.
 * @throws Failure of kind input with all that is wrong; it shows no value.
 */
export function readTerraformOutputs(
  content: Uint8Array,
  file: string,
  map: readonly Renaming[] | undefined,
): readonly WrittenVariable[] {
  return readCheckedJson(terraformOutputsKind, content, file, (document, complain) => {
    const outputs = outputsOf(document, complain);
    if (outputs === undefined) return [];
    const chosen = map ?? Object.keys(outputs).map((output) => ({ output, name: output.toUpperCase() }));
    // Numbers as they stand there: a number of JavaScript has no more than 15 digits for sure.
    const written = outputsAsWritten(content);
    return chosen.flatMap((renaming) =>
      variableOf(renaming, { outputs, written, isChosen: map !== undefined }, complain),
    );
  });
}

function outputsOf(document: Json, complain: Complain): JsonObject | undefined {
  const mistake = isObject(document)
    ? (otherFile(document) ?? (Object.keys(document).length === 0 ? noOutputs : undefined))
    : `it is ${kindOf(document)}: leave out the name of an output behind \`terraform output -json\``;
  if (mistake !== undefined) complain([], mistake);
  return mistake === undefined && isObject(document) ? document : undefined;
}

const noOutputs = 'it holds no outputs: the configuration declares none, or was never applied';

/** By members that no set of outputs has: theirs are objects with `value`. */
function otherFile(document: JsonObject): string | undefined {
  const has = (...members: readonly string[]): boolean =>
    members.some((member) => document[member] !== undefined && !isOutput(document[member]));
  if (has('planned_values', 'resource_changes')) return 'it is a plan, of `terraform show -json`';
  if (has('format_version', 'terraform_version') && has('values'))
    return 'it is a state, of `terraform show -json`';
  if (has('lineage', 'serial')) return 'it is a state file of Terraform, which may hold secrets';
  if (has('value') && has('type')) return 'it is a single output';
  return undefined;
}

const isOutput = (part: Json | undefined): part is JsonObject & { readonly value: Json } =>
  isObject(part) && part.value !== undefined;

interface Outputs {
  readonly outputs: JsonObject;
  readonly written: JsonObject;
  /** By `terraform-map`. */
  readonly isChosen: boolean;
}

function variableOf(
  { output, name }: Renaming,
  all: Outputs,
  complain: Complain,
): readonly WrittenVariable[] {
  const problem = problemOf(output, all);
  if (problem !== undefined) complain([output], problem);
  const found = all.outputs[output];
  const written = all.written[output];
  if (problem !== undefined || !isOutput(found) || !isOutput(written)) return [];
  return [{ name, value: outputText(found.value, written.value) }];
}

function problemOf(output: string, { outputs, isChosen }: Outputs): string | undefined {
  if (!Object.hasOwn(outputs, output)) return unknown(output, Object.keys(outputs));
  const found = outputs[output];
  if (!isOutput(found)) return `${quoted(output)} is no output: it has no \`value\``;
  if (found.sensitive === true) return sensitive(output, isChosen);
  return found.value === null
    ? `the output ${quoted(output)} is null: a variable always has a value`
    : undefined;
}

function outputsAsWritten(content: Uint8Array): JsonObject {
  const { value } = readJson(textOf(content, terraformOutputsKind.limit), 'written');
  return isObject(value) ? value : {};
}

function unknown(output: string, names: readonly string[]): string {
  const meant = nearest(output, names);
  const instead =
    meant === undefined ? `they are ${names.map(quoted).join(', ')}` : `did you mean ${quoted(meant)}?`;
  return `\`terraform-map\` names ${quoted(output)}, and there is no such output; ${instead}`;
}

const sensitive = (output: string, isChosen: boolean): string =>
  `the output ${quoted(output)} is sensitive, and everybody who reads the repository reads its variables: ${
    isChosen ? 'take it out of `terraform-map`' : 'choose others with `terraform-map`'
  }, and store it as a secret`;
