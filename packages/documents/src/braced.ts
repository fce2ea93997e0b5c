/** Text in braces, which may be JSON or YAML in its flow style: `{"a": 1}`, `{a: 1}`. */
import { readJson } from './json.ts';
import { TextError, type ReadText, type Scalars } from './text-error.ts';

/** @throws TextError for what is neither, in the words of JSON: that is what it looks like. */
export async function readBraced(text: string, scalars: Scalars = 'typed'): Promise<ReadText> {
  try {
    return readJson(text, scalars);
  } catch (error) {
    if (!(error instanceof TextError)) throw error;
    // Its library is loaded only for a text that needs it.
    const { readYaml } = await import('./yaml.ts');
    try {
      return readYaml(text, scalars);
    } catch {
      throw error;
    }
  }
}
