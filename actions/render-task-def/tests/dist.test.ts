/** What a user of the committed bundle sees: its log, outputs, summary and calls, and the document it wrote. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
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
clusters: [{ name: main }]
services: [{ cluster: main, name: web, taskDefinition: web-template, desiredCount: 0 }]
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

/** As a person would write it: YAML with comments, an anchor for what two containers share, and a container beside. */
const yaml = `# What runs in production.
family: web
requiresCompatibilities: [FARGATE]
networkMode: awsvpc
cpu: "512"
memory: 1 GB
executionRoleArn: arn:aws:iam::123456789012:role/web-execution
containerDefinitions:
  - name: web
    image: replaced-by-the-workflow
    user: "1000"
    portMappings: [{ containerPort: 8080, name: http }]
    environment:
      - { name: LOG_LEVEL, value: info }
      - { name: DEBUG, value: "true" }
    healthCheck: { command: [CMD, /healthy] }
    logConfiguration: &logs
      logDriver: awslogs
      options: { awslogs-group: /web, awslogs-region: eu-west-1, awslogs-stream-prefix: web }
  - name: proxy
    image: envoy:1.34
    essential: false
    user: "1001"
    logConfiguration: *logs
`;

test('a YAML file becomes a document, whatever the workflow changes in it', async () => {
  await stage.write('web.yaml', yaml);
  const { run, transcript } = await stage.play('render-task-def', {
    'task-definition': 'web.yaml',
    images: `web=ecr:team/web@${await stage.push('team/web', 'v1')}`,
    'container-name': 'web',
    'environment-variables': 'MOTD="two\nlines"',
    secrets: 'DB_PASSWORD=arn:aws:ssm:eu-west-1:123456789012:parameter/web/db',
    command: 'node server.js --title "Hello, world"',
    cpu: '1024',
    memory: '2 GB',
    unset: 'containerDefinitions.web.environment.DEBUG',
    'merge-patch': '{"tags": [{"key": "team", "value": "sea"}]}',
    'output-file': 'rendered.json',
  });
  expect(run.exitCode).toBe(0);
  expect(transcript).toMatchSnapshot('transcript');
  expect(stableText(readFileSync(join(stage.workspace, 'rendered.json'), 'utf8'))).toMatchSnapshot(
    'document',
  );
});

test('what a service runs is what the document is compared with', async () => {
  const { run, transcript } = await stage.play('render-task-def', {
    'task-definition-family': 'web-template',
    family: 'web',
    'container-name': 'web',
    image: 'web:2',
    'compare-with': 'service:main/web',
    'dry-run': 'true',
  });
  expect(run.exitCode).toBe(0);
  expect(transcript).toMatchSnapshot();
});

const mistaken = `{
  // What runs in production.
  "family": "web",
  "requiresCompatibilities": ["FARGATE"],
  "cpu": "256",
  "memory": "4096",
  "containerDefinitions": [
    {
      "name": "web",
      "cpu": "64",
      "enviroment": [{ "name": "LOG_LEVEL", "value": "info" }],
      "secrets": [{ "name": "DB_PASSWORD", "valueFrom": "arn:aws:ssm:eu-west-1:123456789012:parameter/web/db" }],
      "mountPoints": [{ "sourceVolume": "dat", "containerPath": "/data" }],
      "dependsOn": [{ "containerName": "web", "condition": "HEALTHY" }],
    },
  ],
  "volumes": [{ "name": "data" }],
}
`;

describe('a file with mistakes', () => {
  test('is refused with all of them, each at its line, and nothing is written', async () => {
    await stage.write('mistaken.json', mistaken);
    const { run, transcript, changes } = await stage.play('render-task-def', {
      'task-definition': 'mistaken.json',
      image: 'web:1',
      'output-file': 'never.json',
    });
    expect([run.exitCode, changes, existsSync(join(stage.workspace, 'never.json'))]).toEqual([1, [], false]);
    expect(transcript).toMatchSnapshot();
  });

  test('passes with `strict: false` but for what can not be sent', async () => {
    await stage.write('mistaken.json', mistaken.replace('"cpu": "64"', '"cpu": 64'));
    const { run, transcript } = await stage.play('render-task-def', {
      'task-definition': 'mistaken.json',
      image: 'web:1',
      strict: 'false',
    });
    expect(run.exitCode).toBe(0);
    expect(transcript).toMatchSnapshot();
  });
});

test('an image that is not there for the platform of the task is refused', async () => {
  const { run, transcript, changes } = await stage.play('render-task-def', {
    'task-definition-family': 'web-template',
    repository: 'team/web',
    digest: await stage.push('team/web', 'v1'),
    'runtime-platform': 'linux/arm64',
  });
  expect([run.exitCode, changes]).toEqual([1, []]);
  expect(transcript).toMatchSnapshot();
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
