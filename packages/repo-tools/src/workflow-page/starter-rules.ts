/** What a starter has to be beyond a workflow that fits: offered by GitHub in words, and told by itself what it needs. */
import { record } from '../workflow-nodes.ts';
import type { Starter } from './starters.ts';

/** Of GitHub's general categories the one that fits, and a language of its linguist: names that it shows are these alone. */
const categories = ['Deployment', 'Continuous integration', 'Automation', 'Dockerfile', 'HCL'];

/** GitHub replaces this one in an organization's starters; other words with a dollar sign stay as they are. */
const placeholder = '$default-branch';

/** @param icons the names of the icons in the folder, without `.svg`. @returns sentences, none when all is there. */
export function starterProblems(starter: Starter, icons: readonly string[]): readonly string[] {
  return [...problemsOfProperties(starter, icons), ...problemsOfText(starter)].map(
    (problem) => `${starter.file} ${problem}.`,
  );
}

function problemsOfProperties({ properties }: Starter, icons: readonly string[]): readonly string[] {
  if (properties === undefined) return ['has no .properties.json'];
  const { name, description, iconName, categories: given, filePatterns, ...others } = record(properties);
  return [
    ...Object.keys(others).map((key) => `has the property ${key}, which GitHub does not know`),
    ...(isText(name) ? [] : ['has no name']),
    ...(isText(description) && description.endsWith('.') ? [] : ['has no sentence as description']),
    ...(isText(iconName) && icons.includes(iconName)
      ? []
      : [`has an icon that is not there: ${String(iconName)}`]),
    ...(isList(given) && given.every((each) => categories.includes(each))
      ? []
      : [`has other categories than ${categories.join(', ')}`]),
    // Of files in the root: what lies in folders alone is offered everywhere.
    ...(filePatterns === undefined || (isList(filePatterns) && filePatterns.every(isWhole))
      ? []
      : ['has filePatterns that are not each from ^ to $']),
  ];
}

function problemsOfText({ file, text }: Starter): readonly string[] {
  const link = `workflows-templates/README.md#${file.replace('.', '')}\n`;
  const placeholders = text.match(/(?<![\\$])\$[a-z][a-z-]*/g) ?? [];
  return [
    ...(text.startsWith('# ') ? [] : ['does not begin with a comment that says what it does']),
    ...(text.includes(link) ? [] : [`does not lead to ${link.trim()}`]),
    ...(text.includes('matrix:') && !text.includes('fail-fast: false')
      ? ['has a matrix without fail-fast: false: one red job would cancel the deployments of the others']
      : []),
    ...placeholders
      .filter((each) => each !== placeholder)
      .map((each) => `has ${each}, which GitHub does not replace`),
  ];
}

const isWhole = (pattern: string): boolean => /^\^.*\$$/.test(pattern);

const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';

const isList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every(isText);
