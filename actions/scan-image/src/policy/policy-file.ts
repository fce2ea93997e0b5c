/**
 * Reads a policy file: YAML or JSON with the names of inputs as keys. A value is turned into the text that the input
 * would have, and read by the input's own parser.
 */
import { camelCase, wrongValue } from '@slipway/action-kit/inputs';
import { readChecked, type Complain } from '@slipway/documents/checked';
import type { FileKind } from '@slipway/documents/file-kind';
import { isList, isObject, kindOf, type Json, type Path } from '@slipway/documents/value';
import { quoted, unknownKey } from '@slipway/documents/words';
import { policyKeys, type Form, type PolicyFile } from './policy-keys.ts';

export type { PolicyFile } from './policy-keys.ts';

export const policyFileKind: FileKind = {
  noun: 'policy file',
  code: 'policy',
  hint: 'Give a YAML file whose keys are the inputs of scan-image from `fail-on` to `timeout`.',
};

/** For editors that check a file while it is written. */
const editorsSchema = '$schema';

type KeyName = keyof typeof policyKeys;
const names = Object.keys(policyKeys) as readonly KeyName[];

/**
 * @param file names it in complaints and tells JSON from YAML; nothing is read from there.
 * @throws Failure of kind input, `policy-invalid`, with all that is wrong.
 */
export function readPolicyFile(content: Uint8Array, file: string): Promise<PolicyFile> {
  return readChecked(policyFileKind, content, file, policyOf);
}

function policyOf(value: Json, complain: Complain): PolicyFile {
  if (!isObject(value)) {
    complain([], `it holds ${kindOf(value)} instead of keys and values`);
    return {};
  }
  const settings: [string, unknown][] = [];
  for (const [name, setting] of Object.entries(value)) {
    const known = names.find((each) => each === name);
    if (name === editorsSchema) continue;
    if (known === undefined) complain([name], unknownKey(name, names));
    else settings.push([camelCase(known), settingOf(known, setting ?? null, complain)]);
  }
  return Object.fromEntries(settings);
}

function settingOf(name: KeyName, value: Json, complain: Complain): unknown {
  const { form, parser } = policyKeys[name];
  const parts = partsOf(form, value, [name]);
  if (parts === undefined) {
    complain([name], `\`${name}\` must be ${parser.expects}, but was ${shown(value)}`);
    return undefined;
  }
  if (parts.length === 0 || (typeof value === 'string' && value.trim() === '')) {
    complain([name], `\`${name}\` holds nothing: give it a value, or remove it`);
    return undefined;
  }
  // Each by itself first: a complaint about one stands at its own line.
  const alone = parts.map((part) => settingIn(name, part, complain));
  if (parts.length === 1 || alone.includes(undefined)) return alone[0];
  const whole = { path: [name], text: parts.map(({ text }) => text).join('\n') };
  return settingIn(name, whole, complain);
}

/** A part of a value, as a line of the input would have it. */
interface Part {
  readonly path: Path;
  readonly text: string;
}

/** Undefined for a value that has none of the forms that this key may have. */
function partsOf(form: Form, value: Json, path: Path): readonly Part[] | undefined {
  if (typeof value === 'string') return [{ path, text: value.trim() }];
  if (isScalarOf(form, value)) return [{ path, text: String(value) }];
  if (isList(value) && (form === 'lines' || form === 'by-severity'))
    return value.map((item, index) => ({
      path: [...path, index],
      text: typeof item === 'string' ? item : '',
    }));
  if (isObject(value) && form === 'by-severity')
    return Object.entries(value).map(([word, limit]) => ({
      path: [...path, word],
      text: isObject(limit) || isList(limit) ? '' : `${word}: ${String(limit)}`,
    }));
  return undefined;
}

const isScalarOf = (form: Form, value: Json): value is boolean | number =>
  (form === 'flag' && typeof value === 'boolean') || (form === 'number' && typeof value === 'number');

/** Undefined when it is complained about. */
function settingIn(name: KeyName, { path, text }: Part, complain: Complain): unknown {
  const { parser } = policyKeys[name];
  const isItem = path.length > 1;
  if (isItem && (text.trim() === '' || text.includes('\n'))) {
    complain(path, `an item of \`${name}\` must be a text of one line`);
    return undefined;
  }
  try {
    return parser.read(text);
  } catch (error) {
    complain(path, wrongValue(name, parser, text, error));
    return undefined;
  }
}

const shown = (value: Json): string =>
  typeof value === 'number' || typeof value === 'boolean' ? quoted(String(value)) : kindOf(value);
