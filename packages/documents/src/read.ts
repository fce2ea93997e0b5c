/** From the bytes of a file to its value, by the grammar of JSON or of YAML. */
import { readJson } from './json.ts';
import type { ReadText } from './text-error.ts';
import { textOf, type SizeLimit } from './text.ts';

/**
 * @param path tells JSON from YAML; nothing is read from there.
 * @throws TextError for what is neither.
 */
export async function readDocument(content: Uint8Array, path: string, limit?: SizeLimit): Promise<ReadText> {
  const text = textOf(content, limit);
  if (!isYaml(text, path)) return readJson(text);
  // Its library is loaded only for a file that needs it.
  const { readYaml } = await import('./yaml.ts');
  return readYaml(text);
}

/** By the name of the file; one without a telling name is JSON when it begins as JSON with comments can. */
function isYaml(text: string, path: string): boolean {
  if (/\.jsonc?$/i.test(path)) return false;
  return /\.ya?ml$/i.test(path) || !/^\s*(?:\{|\/\/|\/\*)/.test(text);
}
