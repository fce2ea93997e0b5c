/** What a user of the committed bundle sees: its log, outputs, summary and calls, and the document it wrote. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openStage, type HarbourStage } from '@slipway/test-kit/harbour-stage';
import { stableText } from '@slipway/test-kit/stable-text';

const world = `
region: eu-west-1
repositories: [{ name: team/web }]
taskDefinitions:
  - family: web-template
    cpu: '256'
    memory: '512'
    containerDefinitions:
      - name: web
        image: web
        essential: true
        environment: [{ name: LOG_LEVEL, value: info }]
`;

let stage: HarbourStage;
beforeAll(async () => {
  stage = await openStage({ world });
});
afterAll(() => stage.close());

test('a family and a digest become a document', async () => {
  const { run, transcript } = await stage.play('render-task-def', {
    'task-definition-family': 'web-template',
    family: 'web',
    repository: 'team/web',
    digest: await stage.push('team/web', 'v1'),
    'environment-variables': 'LOG_LEVEL=debug\nAPI_TOKEN=hidden',
    'output-file': 'rendered.json',
  });
  expect(run.exitCode).toBe(0);
  expect(transcript).toMatchSnapshot('transcript');
  expect(stableText(readFileSync(join(stage.workspace, 'rendered.json'), 'utf8'))).toMatchSnapshot(
    'document',
  );
});

test.each([
  [
    'a file that is broken',
    'task-definition.json',
    '{\n  "family": "web",\n  "containerDefinitions": [\n}\n',
  ],
  ['a file without containers', 'task-definition.json', '{"family": "web"}'],
  [
    'a file with a misspelt member',
    'task-definition.json',
    '{"family": "web",\n  "containerDefinitions": [{"name": "web", "enviroment": []}]}',
  ],
  ['a file that is not there', 'task-definiton.json', '{}'],
])('%s is named with its place', async (_, path, content) => {
  await stage.write('task-definition.json', content);
  const { run, transcript, changes } = await stage.play('render-task-def', {
    'task-definition': path,
    image: 'web:1',
  });
  expect([run.exitCode, changes]).toEqual([1, []]);
  expect(transcript).toMatchSnapshot();
});

test('a family that does not exist is named', async () => {
  const { run, transcript, changes } = await stage.play('render-task-def', {
    'task-definition-family': 'web-tmeplate',
    image: 'web:1',
  });
  expect([run.exitCode, changes]).toEqual([1, []]);
  expect(transcript).toMatchSnapshot();
});
