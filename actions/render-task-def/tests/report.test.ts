import { expect, test } from '@jest/globals';
import { reportOf } from '../src/report.ts';
import type { Rendered } from '../src/render-task-definition.ts';
import { digest } from './world.ts';

const rendered: Rendered = {
  template: 'web.json',
  unread: [],
  stripped: ['revision', 'status'],
  family: 'web',
  images: new Map([
    ['web', `127.0.0.1:5000/web@${digest}`],
    ['side', 'https://web:hunter2@registry/side'],
  ]),
  differences: [
    { steps: ['containerDefinitions', 'web', 'environment', 'DB_PASSWORD'], before: null, after: 'hunter2' },
    { steps: ['containerDefinitions', 'web', 'environment', 'LEVEL'], before: 'hunter2', after: 'hunter22' },
    { steps: ['containerDefinitions', 'web', 'environment', 'OLD'], before: 'hunter2', after: null },
    { steps: ['containerDefinitions', 'web', 'user'], before: 'a', after: '<img src=x>\n::error::|' },
    { steps: ['containerDefinitions', 'web', 'workingDirectory'], before: null, after: '/srv' },
  ],
  comparedWith: 'the template',
  warnings: [],
  gaps: [],
  path: '/workspace/out.json',
};

test('tells template, images, differences and the path', () => {
  const { lines, outputs, annotations } = reportOf(rendered);
  expect(lines).toEqual([
    'Template: web.json',
    'Left out, because it is nothing to register: revision, status.',
    'Family: web',
    `Image of web: 127.0.0.1:5000/web@${digest}`,
    'Image of side: (hidden)',
    '5 differences from the template:',
    '  + containerDefinitions.web.environment.DB_PASSWORD: (hidden)',
    '  ~ containerDefinitions.web.environment.LEVEL: (hidden)',
    '  - containerDefinitions.web.environment.OLD: (hidden)',
    '  ~ containerDefinitions.web.user: a → <img src=x> ::error::|',
    '  + containerDefinitions.web.workingDirectory: /srv',
    'Written to /workspace/out.json',
  ]);
  expect(outputs).toEqual({
    'task-definition': '/workspace/out.json',
    changed: 'true',
    diff: JSON.stringify([
      { path: 'containerDefinitions.web.environment.DB_PASSWORD', before: null, after: '(hidden)' },
      { path: 'containerDefinitions.web.environment.LEVEL', before: '(hidden)', after: '(hidden)' },
      { path: 'containerDefinitions.web.environment.OLD', before: '(hidden)', after: null },
      { path: 'containerDefinitions.web.user', before: 'a', after: '<img src=x>\n::error::|' },
      { path: 'containerDefinitions.web.workingDirectory', before: null, after: '/srv' },
    ]),
  });
  expect(annotations).toEqual([]);
});

test('nowhere shows a secret, and lets no text of the document become markup', () => {
  const report = reportOf(rendered);
  expect(JSON.stringify(report)).not.toContain('hunter2');
  expect(report.summary.markdown).not.toContain('<img');
  expect(report.summary.markdown.split('\n').filter((line) => line.startsWith('|'))).toEqual([
    '|  | What | Before | After |',
    '| --- | --- | --- | --- |',
    '| added | <code>containerDefinitions.web.environment.DB&#95;PASSWORD</code> |  | <code>&#40;hidden&#41;</code> |',
    '| changed | <code>containerDefinitions.web.environment.LEVEL</code> | <code>&#40;hidden&#41;</code> | <code>&#40;hidden&#41;</code> |',
    '| removed | <code>containerDefinitions.web.environment.OLD</code> | <code>&#40;hidden&#41;</code> |  |',
    '| changed | <code>containerDefinitions.web.user</code> | <code>a</code> | <code>&#60;img src=x&#62; ::error::&#124;</code> |',
    '| added | <code>containerDefinitions.web.workingDirectory</code> |  | <code>/srv</code> |',
  ]);
});

test('says so when nothing differs, and in a dry run writes no path', () => {
  const { lines, outputs } = reportOf({ ...rendered, stripped: [], differences: [], path: undefined });
  expect(lines.slice(-2)).toEqual(['Nothing differs from the template.', 'Dry run: nothing was written.']);
  expect(outputs).toEqual({ 'task-definition': '', changed: 'false', diff: '[]' });
});

test('compared with nothing, it is neither changed nor unchanged', () => {
  const { lines, outputs } = reportOf({ ...rendered, comparedWith: undefined, differences: [] });
  expect(outputs).toMatchObject({ changed: '', diff: '[]' });
  expect(lines.join('\n')).not.toContain('differ');
});

test('what is unwise and what could not be checked is annotated and summed up', () => {
  const warning = {
    level: 'warning',
    title: 'no-log-configuration',
    message: 'No logs.',
    file: 'web.json',
    line: 3,
  } as const;
  const { annotations, summary } = reportOf({ ...rendered, warnings: [warning], gaps: ['Not looked.'] });
  expect(annotations).toEqual([
    { level: 'notice', title: 'render-task-def: not checked', message: 'Not looked.' },
    warning,
  ]);
  expect(summary.markdown).toContain('### Worth a look\n\n- No logs.\n- Not looked.\n');
});
