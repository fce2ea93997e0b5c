/**
 * What the checker says of a task definition and what the local ECS answers, over the wire and about the same files:
 * each can be trusted as far as the other agrees.
 */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { JsonObject } from '@slipway/documents/value';
import { check } from '@slipway/task-definition/checking/check';
import { differences } from '@slipway/task-definition/comparing/compare';
import { parseTemplate } from '@slipway/task-definition/reading/read';
import { documentOf, type RegisteredTag } from '@slipway/task-definition/registered';
import {
  mistakenDocuments,
  unwiseDocuments,
  validDocuments,
  type DocumentFile,
} from '../../task-definition/tests/documents/documents.ts';
import { known } from '../../task-definition/tests/documents/known.ts';
import { askEcs } from '../src/ask.ts';
import { virtualClock } from '../src/clock.ts';
import { startLocalAws, type LocalAws } from '../src/local-aws.ts';
import { readWorld } from '../src/world-file.ts';

let cloud: LocalAws;
beforeAll(async () => {
  const world = readWorld('{ throttling: off }', 'test.yaml');
  cloud = await startLocalAws({ world, clock: virtualClock() });
});
afterAll(() => cloud.close());

const read = async ({ name, content }: DocumentFile): Promise<JsonObject> =>
  (await parseTemplate(content, name)).document;

/** The revision that was made, or why none was. */
async function register(document: JsonObject): Promise<string> {
  try {
    const { taskDefinition } = await askEcs(cloud.endpoint, 'RegisterTaskDefinition', document);
    return (taskDefinition as { readonly family: string }).family;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** What no SDK sends, or not as it stands in the file. */
const neverSent = ['unknown-member', 'wrong-type'];

const ofTheWire = mistakenDocuments().filter(({ name }) => !neverSent.some((rule) => name.startsWith(rule)));

describe('a mistake that breaks the registration is refused, and no other', () => {
  test.each(ofTheWire)('$name', async (file) => {
    const document = await read(file);
    const breaks = check(document, known).map((finding) => finding.breaks);
    const answer = await register(document);
    if (breaks.includes('start')) expect(answer).toBe(document.family);
    else
      expect(answer).toMatch(
        /^RegisterTaskDefinition answered 400: .*"__type":".*(?:ClientException|InvalidParameterException)"/,
      );
  });
});

test.each([...validDocuments(), ...unwiseDocuments()])('$name is registered', async (file) => {
  const document = await read(file);
  expect(await register(document)).toBe(document.family);
});

test.each(validDocuments())('$name comes back as it is, and could be registered again', async (file) => {
  const document = await read(file);
  const registered = await askEcs(cloud.endpoint, 'RegisterTaskDefinition', document);
  const { taskDefinition, tags } = registered as { taskDefinition: object; tags: RegisteredTag[] };
  const back = documentOf(taskDefinition, tags);
  expect(differences(document, back)).toEqual([]);
  expect(check(back).filter(({ breaks }) => breaks !== 'nothing')).toEqual([]);
});

test.each([
  ['host', { containerPort: 80 }, 80],
  ['awsvpc', { containerPort: 80 }, 80],
  ['bridge', { containerPort: 80 }, 0],
  ['bridge', { containerPort: 80, hostPort: 8080 }, 8080],
])('under %s the port %j comes back on port %i of the host', async (networkMode, mapping, hostPort) => {
  const web = { name: 'web', image: 'web:1', memory: 256, portMappings: [mapping] };
  const document = { family: 'ports', networkMode, containerDefinitions: [web] };
  const { taskDefinition } = await askEcs(cloud.endpoint, 'RegisterTaskDefinition', document);
  expect(taskDefinition).toMatchObject({
    containerDefinitions: [{ portMappings: [{ containerPort: 80, hostPort, protocol: 'tcp' }] }],
  });
});

describe('where the words of ECS are known, they are the answer', () => {
  test.each([
    [
      'container-without-memory.json',
      "Invalid setting for container 'worker'. At least one of 'memory' or 'memoryReservation' must be specified.",
    ],
    [
      'fargate-memory.json',
      'No Fargate configuration exists for given values: 512 CPU, 512 memory. See the Amazon ECS documentation for the valid values.',
    ],
    [
      'host-port-differs.json',
      'When networkMode=awsvpc, the host ports and container ports in port mappings must match.',
    ],
    ['duplicate-host-port.json', "TCP host port '80' is mapped multiple times in task."],
    [
      'environment-and-secret.json',
      "The secret name must be unique and not shared with any new or existing environment variables set on the container, such as 'SESSION_KEY'.",
    ],
    ['duplicate-secret-name.json', 'Duplicate secret names found: API_KEY. Each secret name must be unique.'],
    [
      'execution-role-missing.2.json',
      "When you are specifying container secrets, you must also specify a value for 'executionRoleArn'.",
    ],
    [
      'execution-role-missing.json',
      'Fargate requires task definition to have execution role ARN to support log driver awslogs.',
    ],
    ['log-option-missing.3.json', 'Log driver awslogs requires options: awslogs-region, awslogs-group'],
    ['unknown-log-option.json', 'Log driver awslogs disallows options: awslogs-create-groups'],
    ['image-characters.2.json', 'Container.image should not be null or empty.'],
    ['not-in-awsvpc.2.json', 'DNS servers are not supported on container when networkMode=awsvpc.'],
    ['nothing-to-run.json', 'Container list cannot be empty.'],
    ['port-missing.json', "Invalid 'containerPort' setting for container 'worker'."],
    ['volume-at-launch-unmounted.json', 'Volumes [media] are not referenced by any of the containers.'],
    // Here they are not.
    [
      'dependency-cycle.json',
      '`dependsOn[0].containerName` in container `web`: the containers `web`, `proxy` and `cache` wait for each other in a ring.',
    ],
  ])('%s: %s', async (name, words) => {
    const file = mistakenDocuments().find((each) => each.name === name);
    const answer = await register(file === undefined ? {} : await read(file));
    expect(JSON.parse(answer.replace(/^[^{]*/, ''))).toMatchObject({ message: words });
  });
});
