/**
 * The four forms in which people write keys with values that end as text wherever they go. Numbers, `true` and `false`
 * are the text that stands there: `1.10` stays `1.10`.
 */
import { readAssignments } from './assignments.ts';
import { readDotenv } from './dotenv.ts';
import { readJson } from './json.ts';
import type { ReadText } from './text-error.ts';

export type Form = 'assignments' | 'dotenv' | 'json' | 'yaml';

/** @throws TextError for what has not this form. */
export async function readForm(text: string, form: Form): Promise<ReadText> {
  switch (form) {
    case 'assignments':
      return readAssignments(text);
    case 'dotenv':
      return readDotenv(text);
    case 'json':
      return readJson(text, 'written');
    case 'yaml': {
      // Its library is loaded only for a text that needs it.
      const { readYaml } = await import('./yaml.ts');
      return readYaml(text, 'written');
    }
  }
}

/** The form of an input: whichever of `=` and `: ` comes first on its first line that is no comment tells lines from YAML. */
export function formOf(text: string): Exclude<Form, 'dotenv'> {
  const lines = text.split('\n').map((line) => line.trim());
  const [first = '', ...others] = lines.filter((line) => line !== '');
  if (first.startsWith('{')) return 'json';
  if (!first.startsWith('#')) return formOfLine(first);
  // YAML alone has comments; whoever writes one above lines is told so by their reader.
  const next = others.find((line) => !line.startsWith('#'));
  return next === undefined || (!next.startsWith('{') && isAssignment(next)) ? 'assignments' : 'yaml';
}

const signOf = (line: string): string | undefined => /(=|:(?=\s|$))/.exec(line)?.[1];
const isAssignment = (line: string): boolean => signOf(line) === '=';

function formOfLine(line: string): 'assignments' | 'yaml' {
  return signOf(line) === ':' || line === '---' ? 'yaml' : 'assignments';
}

/** By the name of a file: what is neither JSON nor YAML is dotenv. */
export function formOfFile(path: string): Exclude<Form, 'assignments'> {
  if (/\.jsonc?$/i.test(path)) return 'json';
  return /\.ya?ml$/i.test(path) ? 'yaml' : 'dotenv';
}
