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
import { isOutput, isTakeable, outputProblem } from './output-problem.ts';
import { outputText } from './output-text.ts';
import type { WrittenVariable } from './source.ts';
import type { Renaming } from './terraform-map.ts';

export const terraformOutputsKind: FileKind = {
  noun: 'file of Terraform outputs',
  code: 'terraform-outputs',
  hint: 'Write it with `terraform output -json > outputs.json`, after `terraform apply`; hashicorp/setup-terraform needs `terraform_wrapper: false` for that.',
  limit: { bytes: 16 * 1024 * 1024, words: 'and 16 MB is the most that is read' },
};

export interface ReadOutputs {
  readonly variables: readonly WrittenVariable[];
  /** What is wrong with the choice, a sentence part each: the file is as it should be. */
  readonly problems: readonly string[];
}

/**
 * @param map which are taken, and their names; every one under its own name in upper case when undefined.
 * @throws Failure of kind input when this is another file, with all that is wrong; it shows no value.
 */
export function readTerraformOutputs(
  content: Uint8Array,
  file: string,
  map: readonly Renaming[] | undefined,
): ReadOutputs {
  return readCheckedJson(terraformOutputsKind, content, file, (document, complain) => {
    const outputs = outputsOf(document, complain);
    if (outputs === undefined) return { variables: [], problems: [] };
    const chosen = map ?? Object.keys(outputs).map((output) => ({ output, name: output.toUpperCase() }));
    // Numbers as they stand there: a number of JavaScript has no more than 15 digits for sure.
    const written = outputsAsWritten(content);
    return {
      variables: chosen.flatMap((renaming) => variableOf(renaming, outputs, written)),
      problems: chosen.flatMap(({ output }) =>
        outputProblem(output, { outputs, file, isChosen: map !== undefined }),
      ),
    };
  });
}

function outputsOf(document: Json, complain: Complain): JsonObject | undefined {
  const mistake = isObject(document)
    ? (otherFile(document) ?? (Object.keys(document).length === 0 ? noOutputs : undefined))
    : `it is ${kindOf(document)}: leave out the name of an output behind \`terraform output -json\``;
  if (mistake !== undefined) complain([], mistake);
  if (mistake !== undefined || !isObject(document)) return undefined;
  for (const [output, found] of Object.entries(document))
    if (!isOutput(found)) complain([output], `${quoted(output)} is no output: it has no \`value\``);
  return document;
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

function variableOf(
  { output, name }: Renaming,
  outputs: JsonObject,
  written: JsonObject,
): readonly WrittenVariable[] {
  const found = outputs[output];
  const text = written[output];
  if (!isOutput(found) || !isTakeable(found) || !isOutput(text)) return [];
  return [{ name, value: outputText(found.value, text.value) }];
}

function outputsAsWritten(content: Uint8Array): JsonObject {
  const { value } = readJson(textOf(content, terraformOutputsKind.limit), 'written');
  return isObject(value) ? value : {};
}
