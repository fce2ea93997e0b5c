/** What callers have to grant, as preflight and the local workflows know it, is what the workflows ask for. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { callerProblems } from '../../../.github/actions/preflight/src/calling/caller-permissions.ts';
import { isOutdated } from '../src/generate.ts';
import { neededBy, neededPermissions } from '../src/needed-permissions.ts';
import { filesBelow, root } from '../src/repository.ts';

test('the committed list is what the workflows ask for', () => {
  expect(isOutdated(root, neededPermissions(root))).toBe(false);
});

const job = (permissions: object, uses?: string): object => ({ permissions, uses });
const workflows = (outer: object) =>
  new Map<string, unknown>([
    ['outer.yml', { jobs: { z: job({ contents: 'read' }), a: job({ contents: 'write' }), b: outer } }],
    ['inner.yml', { jobs: { c: job({ contents: 'read', 'id-token': 'write' }) } }],
  ]);

test('a caller grants the most that any job asks for, those of called workflows included', () => {
  const all = workflows(job({ contents: 'read', 'id-token': 'write' }, '$/.github/workflows/inner.yml'));
  expect([...neededBy('outer.yml', all)]).toEqual([
    ['contents', 'write'],
    ['id-token', 'write'],
  ]);
});

test('a workflow of ours that grants another one too little is an error', () => {
  const all = workflows(job({ contents: 'read' }, '$/.github/workflows/inner.yml'));
  expect(() => neededBy('outer.yml', all)).toThrow(
    new Error('outer.yml: the job b calls a workflow without `id-token: write`, which it needs.'),
  );
});

test('every starter grants what the workflow that it calls needs', () => {
  const starters = filesBelow(join(root, 'workflows-templates')).filter((name) => name.endsWith('.yml'));
  const texts = starters.map((name) => readFileSync(join(root, 'workflows-templates', name), 'utf8'));
  expect(texts.flatMap(callerProblems)).toEqual([]);
  // A rule that knows none of them would find nothing.
  const withoutAny = texts.map((text) => text.replaceAll(/^ {4}permissions:.*\n(?: {6}.*\n)*/gm, ''));
  expect(withoutAny.filter((text) => callerProblems(text).length > 0)).toHaveLength(starters.length);
});
