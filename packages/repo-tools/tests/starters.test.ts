/** Each starter is whole: offered in GitHub's form, described in the README, and nothing in the folder belongs to none. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { filesBelow, root } from '../src/repository.ts';
import { isOutdated } from '../src/generate.ts';
import { exampleFolder, exampleWorkflow, exampleWorkflows } from '../src/workflow-page/example-workflows.ts';
import { starterProblems } from '../src/workflow-page/starter-rules.ts';
import { starterFolder, starterIndex, startersOf, type Starter } from '../src/workflow-page/starters.ts';

const starters = startersOf(root);
const files = filesBelow(join(root, starterFolder));
const icons = files.flatMap((file) => /^([^/]+)\.svg$/.exec(file)?.[1] ?? []);

test.each(starters.map((starter) => [starter.file, starter] as const))('%s is whole', (_, starter) => {
  expect(starterProblems(starter, icons)).toEqual([]);
});

test('the folder has starters, their properties, their icon and a page, and nothing else', () => {
  const belonging = starters.flatMap(({ file }) => [file, file.replace('.yml', '.properties.json')]);
  expect(files).toEqual([...belonging, ...icons.map((icon) => `${icon}.svg`), 'README.md'].sort());
});

test('no two starters have one name', () => {
  const names = starters.map(({ properties }) => (properties as { readonly name: string }).name);
  expect(new Set(names).size).toBe(names.length);
});

test('the README has a table and a section for each, and says when, what before and what a person sees', () => {
  expect(isOutdated(root, starterIndex(root))).toBe(false);
  const page = readFileSync(join(root, starterFolder, 'README.md'), 'utf8');
  const sections = [...page.matchAll(/^## (\S+\.yml)\n([^]*?)(?=^## |$(?![^]))/gm)];
  expect(sections.map(([, name]) => name).sort()).toEqual(starters.map(({ file }) => file));
  for (const [, name, text] of sections)
    expect([name, text?.match(/^\*\*(?:When|Before:|What you see:)\*\*/gm)]).toEqual([
      name,
      ['**When**', '**Before:**', '**What you see:**'],
    ]);
});

test('the workflows of the example app are the starters with the branch put in, and no others', () => {
  const expected = exampleWorkflows(root);
  expect(expected).toContain('release.yml');
  expect(filesBelow(join(root, exampleFolder))).toEqual(expected);
  for (const file of expected) {
    const generated = exampleWorkflow(root, file);
    expect([file, isOutdated(root, generated)]).toEqual([file, false]);
    expect(generated.content).not.toMatch(/\$default-branch/);
  }
});

test('an icon is a picture that runs nothing', () => {
  for (const icon of icons) {
    const text = readFileSync(join(root, starterFolder, `${icon}.svg`), 'utf8');
    expect(text).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox=/);
    expect(text).not.toMatch(/<script|\bon\w+=|href=/);
  }
});

describe('a starter is told what it lacks', () => {
  const whole: Starter = {
    file: 'ship.yml',
    text: '# Ships.\n# https://x/workflows-templates/README.md#shipyml\non: { push: { branches: [$default-branch] } }\n',
    properties: {
      name: 'Ship',
      description: 'Ships.',
      iconName: 'slipway',
      categories: ['Deployment'],
      filePatterns: ['^Dockerfile$'],
    },
  };
  const properties = (change: object): Starter => ({
    ...whole,
    properties: { ...(whole.properties as object), ...change },
  });
  test.each<[string, Starter, readonly string[]]>([
    ['nothing', whole, []],
    ['its properties', { ...whole, properties: undefined }, ['ship.yml has no .properties.json.']],
    ['a name', properties({ name: ' ' }), ['ship.yml has no name.']],
    ['a description', properties({ description: 'Ships' }), ['ship.yml has no sentence as description.']],
    ['an icon', properties({ iconName: 'ship' }), ['ship.yml has an icon that is not there: ship.']],
    [
      'a category',
      properties({ categories: ['Containers'] }),
      ['ship.yml has other categories than Deployment, Continuous integration, Automation, Dockerfile, HCL.'],
    ],
    [
      'file patterns',
      properties({ filePatterns: ['Dockerfile'] }),
      ['ship.yml has filePatterns that are not each from ^ to $.'],
    ],
    [
      'a known property',
      properties({ icon: 'x' }),
      ['ship.yml has the property icon, which GitHub does not know.'],
    ],
    [
      'patience with a red job',
      { ...whole, text: `${whole.text}jobs: { a: { strategy: { matrix: { service: [web] } } } }\n` },
      [
        'ship.yml has a matrix without fail-fast: false: one red job would cancel the deployments of the others.',
      ],
    ],
    [
      'words',
      { ...whole, text: 'on: { push: { branches: [$main-branch] } }\n' },
      [
        'ship.yml does not begin with a comment that says what it does.',
        'ship.yml does not lead to workflows-templates/README.md#shipyml.',
        'ship.yml has $main-branch, which GitHub does not replace.',
      ],
    ],
  ])('%s', (_, starter, problems) => {
    expect(starterProblems(starter, ['slipway'])).toEqual(problems);
  });
});
