/**
 * Expressions that have to stand in several places, because GitHub knows no name for one: each copy is the same, so that a
 * change in one place alone is red.
 */
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { jobsOf, stepsOf } from '../../src/workflow-nodes.ts';
import { workflowTexts } from '../../src/workflows/workflow-texts.ts';

/** Every text in the workflows of ours that holds the word, with blanks and line breaks evened out. */
function textsWith(word: string): readonly string[] {
  const found: string[] = [];
  const look = (node: unknown): void => {
    if (typeof node === 'string') found.push(...node.split('\n\n'));
    else if (typeof node === 'object' && node !== null) Object.values(node).forEach(look);
  };
  for (const { kind, content } of workflowTexts()) if (kind === 'workflow') look(parse(content));
  return found.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text.includes(word));
}

test('the family of the template is found in the same way for rendering and for the check before', () => {
  const expressions = textsWith("format('{0}-template'").flatMap(
    (text) => text.match(/\$\{\{[^}]*format\('\{0\}-template'[^]*?\}\}/g) ?? [],
  );
  expect(expressions.length).toBeGreaterThanOrEqual(3);
  expect(new Set(expressions).size).toBe(1);
});

const isOurs =
  "github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository && github.event.pull_request.user.login != 'dependabot[bot]'";
const isForeign =
  "github.event_name == 'pull_request' && (github.event.pull_request.head.repo.full_name != github.repository || github.event.pull_request.user.login == 'dependabot[bot]')";

test('a pull request of a fork or of Dependabot is told by the same words everywhere', () => {
  const conditions = textsWith('dependabot[bot]');
  expect(conditions.length).toBeGreaterThanOrEqual(4);
  expect(conditions.filter((text) => !text.includes(isOurs) && !text.includes(isForeign))).toEqual([]);
});

test('no script stands in two jobs: it belongs to an action of .github/actions then', () => {
  const scripts = workflowTexts()
    .filter(({ kind }) => kind === 'workflow')
    .flatMap(({ content }) => [...jobsOf(parse(content)).values()])
    .flatMap(stepsOf)
    .flatMap(({ run }) => (typeof run === 'string' && run.trim().split('\n').length > 2 ? [run] : []));
  expect(scripts.filter((script, at) => scripts.indexOf(script) !== at)).toEqual([]);
});
