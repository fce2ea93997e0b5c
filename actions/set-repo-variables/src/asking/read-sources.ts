/** Reads all sources that are set, in the order in which they are merged. */
import { wrongInputs } from '@slipway/action-kit/inputs';
import type { Files } from '@slipway/action-kit/ports';
import { readCheckedForm } from '@slipway/documents/checked';
import { fileContent } from '@slipway/documents/file';
import type { FileKind } from '@slipway/documents/file-kind';
import { formOfFile } from '@slipway/documents/forms';
import { keyValuesOf, readKeyValues, type KeyValue } from '@slipway/documents/key-values';
import { TextError } from '@slipway/documents/text-error';
import type { Inputs } from '../inputs.ts';
import type { Source, WrittenVariable } from './source.ts';
import { readTerraformOutputs, terraformOutputsKind } from './terraform-outputs.ts';

type Sources = Pick<Inputs, 'file' | 'terraformOutputs' | 'terraformMap' | 'variables'>;
type Disk = Pick<Files, 'read' | 'isOwn'>;

const variablesFileKind: FileKind = {
  noun: 'variables file',
  code: 'variables-file',
  hint: 'Write `KEY=VALUE` lines into a dotenv file, or one object into a file that ends in .json, .yaml or .yml.',
};

/** @throws Failure of kind input for a source that can't be read, or when there is none. */
export async function readSources(given: Sources, disk: Disk): Promise<readonly Source[]> {
  const problem = problemOf(given);
  if (problem !== undefined) throw wrongInputs([problem]);
  const { file, terraformOutputs, terraformMap, variables } = given;
  const sources: Source[] = [];
  if (file !== undefined) sources.push({ name: 'file', variables: await ofFile(file, disk) });
  if (terraformOutputs !== undefined) {
    const content = await fileContent(terraformOutputsKind, terraformOutputs, disk);
    const found = readTerraformOutputs(content, terraformOutputs, terraformMap);
    sources.push({ name: 'terraform-outputs', variables: found });
  }
  if (variables !== undefined) sources.push({ name: 'variables', variables: await ofInput(variables) });
  return sources;
}

function problemOf({ file, terraformOutputs, terraformMap, variables }: Sources): string | undefined {
  if (file === undefined && terraformOutputs === undefined && variables === undefined)
    return 'nothing says what the variables should be: set `variables`, `file` or `terraform-outputs`';
  if (terraformMap !== undefined && terraformOutputs === undefined)
    return '`terraform-map` chooses among outputs, and `terraform-outputs` is not set';
  return undefined;
}

async function ofFile(file: string, disk: Disk): Promise<readonly WrittenVariable[]> {
  const content = await fileContent(variablesFileKind, file, disk);
  const form = formOfFile(file);
  return readCheckedForm(variablesFileKind, content, { file, form }, (value, complain) =>
    keyValuesOf(value, complain).map(named),
  );
}

async function ofInput(text: string): Promise<readonly WrittenVariable[]> {
  try {
    return (await readKeyValues(text)).map(named);
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    const at = error.position === undefined ? '' : ` in its line ${String(error.position.line)}`;
    throw wrongInputs([
      `\`variables\` must be \`KEY=VALUE\`, one a line, or one JSON or YAML object of texts, but${at} ${error.message}`,
    ]);
  }
}

const named = ({ key, value }: KeyValue): WrittenVariable => ({ name: key, value });
