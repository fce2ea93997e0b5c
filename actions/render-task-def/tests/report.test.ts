import { expect, test } from '@jest/globals';
import { reportOf } from '../src/report.ts';
import type { Rendered } from '../src/render-task-definition.ts';
import { digest } from './world.ts';

const rendered: Rendered = {
  template: 'web.json',
  unread: [],
  stripped: ['revision', 'status'],
  family: 'web',
  images: new Map([['web', `127.0.0.1:5000/web@${digest}`]]),
  differences: [
    { path: 'containerDefinitions.web.environment.DB_PASSWORD', before: null, after: 'hunter2' },
    { path: 'containerDefinitions.web.environment.LEVEL', before: 'hunter2', after: 'hunter22' },
    { path: 'containerDefinitions.web.environment.OLD', before: 'hunter2', after: null },
    { path: 'containerDefinitions.web.user', before: 'a', after: '<img src=x>\n::error::|' },
    { path: 'containerDefinitions.web.workingDirectory', before: null, after: '/srv' },
  ],
  warnings: [],
  path: '/workspace/out.json',
};

test('tells template, images, differences and the path', () => {
  const { lines, outputs, annotations } = reportOf(rendered);
  expect(lines).toEqual([
    'Template: web.json',
    'Left out, because it is nothing to register: revision, status.',
    'Family: web',
    `Image of web: 127.0.0.1:5000/web@${digest}`,
    '5 differences from the template:',
    '  containerDefinitions.web.environment.DB_PASSWORD: added (hidden)',
    '  containerDefinitions.web.environment.LEVEL: changed (hidden)',
    '  containerDefinitions.web.environment.OLD: removed (hidden)',
    '  containerDefinitions.web.user: a → <img src=x> ::error::|',
    '  containerDefinitions.web.workingDirectory: none → /srv',
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
    '| What | Template | Now |',
    '| --- | --- | --- |',
    '| <code>containerDefinitions.web.environment.DB&#95;PASSWORD</code> | none | added &#40;hidden&#41; |',
    '| <code>containerDefinitions.web.environment.LEVEL</code> | <code>&#40;hidden&#41;</code> | changed &#40;hidden&#41; |',
    '| <code>containerDefinitions.web.environment.OLD</code> | <code>&#40;hidden&#41;</code> | removed &#40;hidden&#41; |',
    '| <code>containerDefinitions.web.user</code> | <code>a</code> | <code>&#60;img src=x&#62; ::error::&#124;</code> |',
    '| <code>containerDefinitions.web.workingDirectory</code> | none | <code>/srv</code> |',
  ]);
});

test('says so when nothing differs, and in a dry run writes no path', () => {
  const { lines, outputs } = reportOf({ ...rendered, stripped: [], differences: [], path: undefined });
  expect(lines.slice(-2)).toEqual(['Nothing differs from the template.', 'Dry run: nothing was written.']);
  expect(outputs).toEqual({ 'task-definition': '', changed: 'false', diff: '[]' });
});

test('an image that is not pinned gets a notice', () => {
  const { annotations } = reportOf({ ...rendered, images: new Map([['web', 'nginx:1.29']]) });
  expect(annotations).toEqual([
    {
      level: 'notice',
      title: 'render-task-def: an image is not pinned',
      message:
        'The image of web, nginx:1.29, is named without a digest: what it is can change after this run. Give `repository` and `digest` to pin it.',
    },
  ]);
});
