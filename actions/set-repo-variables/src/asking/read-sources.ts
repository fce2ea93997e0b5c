/** Reads all sources that are set, in the order in which they are merged; one that can't be read hides no other. */
import { Failure } from '@slipway/action-kit/failures';
import type { Files } from '@slipway/action-kit/ports';
import { oneLine } from '@slipway/action-kit/untrusted';
import { readCheckedForm } from '@slipway/documents/checked';
import { fileContent } from '@slipway/documents/file';
import type { FileKind } from '@slipway/documents/file-kind';
import { formOf, formOfFile } from '@slipway/documents/forms';
import { keyValuesOf, readKeyValues, type KeyValue } from '@slipway/documents/key-values';
import { TextError } from '@slipway/documents/text-error';
import { isObject, type Json } from '@slipway/documents/value';
import type { Inputs } from '../inputs.ts';
import type { Source, SourceName, WrittenVariable } from './source.ts';
import { isOutput } from './output-problem.ts';
import { mapProblems } from './terraform-map.ts';
import { readTerraformOutputs, terraformOutputsKind } from './terraform-outputs.ts';

type Sources = Pick<Inputs, 'file' | 'terraformOutputs' | 'terraformMap' | 'variables'>;
type Disk = Pick<Files, 'read' | 'isOwn'>;

const variablesFileKind: FileKind = {
  noun: 'variables file',
  code: 'variables-file',
  hint: 'Write `KEY=VALUE` lines into a dotenv file, or one object into a file that ends in .json, .yaml or .yml.',
};

export interface ReadSources {
  /** Those that could be read. */
  readonly sources: readonly Source[];
  /** Names whose values stand in quotes that are part of them. */
  readonly inQuotes: readonly string[];
  /** The files that could not. */
  readonly unread: readonly Failure[];
  /** What is wrong with inputs, a sentence part each. */
  readonly problems: readonly string[];
}

/** Reads each whatever is wrong with the others. */
export async function readSources(given: Sources, disk: Disk): Promise<ReadSources> {
  const { file, terraformOutputs, terraformMap, variables } = given;
  const files = [
    file === undefined ? undefined : await filed('file', () => ofFile(file, disk)),
    terraformOutputs === undefined
      ? undefined
      : await filed('terraform-outputs', () => ofOutputs(terraformOutputs, terraformMap, disk)),
  ].filter((each) => each !== undefined);
  const read = files.flatMap((each) => (each instanceof Failure ? [] : [each]));
  const input = variables === undefined ? undefined : await ofInput(variables);
  return {
    sources: [...read.map(({ source }) => source), ...(input?.source === undefined ? [] : [input.source])],
    inQuotes: input?.inQuotes ?? [],
    unread: files.filter((each) => each instanceof Failure),
    problems: [...problemOf(given), ...read.flatMap(({ problems }) => problems), ...(input?.problems ?? [])],
  };
}

interface FromFile {
  readonly variables: readonly WrittenVariable[];
  readonly problems: readonly string[];
}

interface ReadFile {
  readonly source: Source;
  readonly problems: readonly string[];
}

async function filed(name: SourceName, read: () => Promise<FromFile>): Promise<ReadFile | Failure> {
  try {
    const { variables, problems } = await read();
    return { source: { name, variables }, problems };
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

function problemOf(given: Sources): readonly string[] {
  const { file, terraformOutputs, terraformMap, variables } = given;
  if (file === undefined && terraformOutputs === undefined && variables === undefined)
    return [
      'nothing says what the variables should be: set `variables`, `file` or `terraform-outputs`',
      ...(terraformMap === undefined ? [] : [mapWithoutOutputs]),
    ];
  if (terraformMap === undefined) return [];
  return terraformOutputs === undefined ? [mapWithoutOutputs] : mapProblems(terraformMap);
}

const mapWithoutOutputs = '`terraform-map` chooses among outputs, and `terraform-outputs` is not set';

async function ofFile(file: string, disk: Disk): Promise<FromFile> {
  const content = await fileContent(variablesFileKind, file, disk);
  const form = formOfFile(file);
  return readCheckedForm(variablesFileKind, content, { file, form }, (value, complain, places) => {
    if (areOutputs(value)) return { variables: [], problems: [outputsAsFile(file)] };
    const placed = keyValuesOf(value, complain).map((each) => ({
      ...named(each),
      place: oneLine(`${file}:${String(places([each.key]).line)}`, 300),
    }));
    return { variables: placed, problems: [] };
  });
}

/** Every variable would be complained of by itself, and none of them is what is wrong. */
const areOutputs = (value: Json): boolean =>
  isObject(value) && Object.keys(value).length > 0 && Object.values(value).every(isOutput);

const outputsAsFile = (file: string): string =>
  `${oneLine(file, 300)} is what \`terraform output -json\` writes: set \`terraform-outputs\` to it in place of \`file\``;

async function ofOutputs(file: string, map: Sources['terraformMap'], disk: Disk): Promise<FromFile> {
  const read = readTerraformOutputs(await fileContent(terraformOutputsKind, file, disk), file, map);
  // What the map makes twice is said of the map.
  return map === undefined ? read : { ...read, variables: distinct(read.variables) };
}

const distinct = (variables: readonly WrittenVariable[]): readonly WrittenVariable[] =>
  [...Map.groupBy(variables, ({ name }) => name.toUpperCase()).values()].flatMap((same) => same.slice(0, 1));

interface ReadInput {
  readonly source?: Source;
  readonly inQuotes?: readonly string[];
  readonly problems?: readonly string[];
}

async function ofInput(text: string): Promise<ReadInput> {
  try {
    const variables = (await readKeyValues(text)).map(named);
    const quoted = formOf(text) === 'assignments' ? variables.filter(({ value }) => isInQuotes(value)) : [];
    return {
      source: { name: 'variables', variables },
      inQuotes: quoted.map(({ name }) => name.toUpperCase()),
    };
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    const at = error.position === undefined ? '' : ` in its line ${String(error.position.line)}`;
    return {
      problems: [
        `\`variables\` must be \`KEY=VALUE\`, one a line, or one JSON or YAML object of texts, but${at} ${error.message}`,
      ],
    };
  }
}

/** As a dotenv file would have them, where they are not part of the value. */
const isInQuotes = (value: string): boolean => /^(["']).*\1$/.test(value);

const named = ({ key, value }: KeyValue): WrittenVariable => ({ name: key, value });
