/** One file for each rule, with exactly the mistake that it is named for: what is told of it, and where. */
import { describe, expect, test } from '@jest/globals';
import { schemaRules } from '../../src/checking/against-schema.ts';
import { check } from '../../src/checking/check.ts';
import { rules } from '../../src/checking/rules.ts';
import { problemOf, type Problem } from '../../src/checking/words.ts';
import { parseTemplate } from '../../src/reading/read.ts';
import { mistakenDocuments, ruleOf, unwiseDocuments, type DocumentFile } from '../documents/documents.ts';
import { known } from '../documents/known.ts';

/** File → line, column and sentence. */
type Table = Readonly<Record<string, string>>;

const mistakes: Table = {
  'container-cpu-above-task.json':
    '5:3 `cpu`, line 5: the containers ask for 576 CPU units, which is more than the task has.',
  'container-memory-above-task.2.json':
    '6:3 `memory`, line 6: the containers reserve 1280 MiB, which is more than the task has.',
  'container-memory-above-task.json':
    "35:7 `memory` in container `web`, line 35: it is more than the task's 1024 MiB.",
  'container-name-spelling.json':
    '11:7 `name` in container `web app`, line 11: it may have up to 255 letters, numbers, hyphens and underscores, and nothing else.',
  'container-without-memory.json':
    '8:5 `memory` in container `worker`, line 8: it or `memoryReservation` must be there, because the task has no `memory`.',
  'duplicate-container-name.json':
    '51:7 `name` in container `metrics`, line 51: another container has this name already.',
  'duplicate-volume-name.json':
    '55:7 `name` in volume `cache`, line 55: another volume has this name already.',
  'ephemeral-storage-size.json':
    '38:5 `ephemeralStorage.sizeInGiB`, line 38: it may be 21 to 200; without `ephemeralStorage` a task on Fargate has 20 GiB.',
  'family-spelling.json':
    '2:3 `family`, line 2: it may have up to 255 letters, numbers, hyphens and underscores, and nothing else.',
  'fargate-cpu.2.json':
    '5:3 `cpu`, line 5: Fargate has 1024, 2048 and 4096 CPU units for Windows, and not 512.',
  'fargate-cpu.json':
    '5:3 `cpu`, line 5: Fargate has 256, 512, 1024, 2048, 4096, 8192, 16384 and 32768 CPU units, and not 768.',
  'fargate-memory.2.json':
    '6:3 `memory`, line 6: with `cpu` 32768 Fargate has 61440, 122880 or 249856 MiB, and not 131072.',
  'fargate-memory.json':
    '6:3 `memory`, line 6: with `cpu` 512 Fargate has 1024 to 4096 in steps of 1024 MiB, and not 512.',
  'fargate-network-mode.2.json': '1:1 `networkMode`, line 1: a task for Fargate needs `awsvpc`.',
  'fargate-network-mode.json': '4:3 `networkMode`, line 4: a task for Fargate needs `awsvpc`.',
  'fargate-without-cpu.json': '1:1 `cpu`, line 1: a task for Fargate needs it, such as `"256"`.',
  'fargate-without-memory.json':
    '1:1 `memory`, line 1: a task for Fargate needs it, with this `cpu` 1024 to 4096 in steps of 1024.',
  'least-memory.json':
    '37:7 `memory` in container `agent`, line 37: Docker gives no container less than 6 MiB.',
  'memory-below-reservation.json':
    '12:7 `memory` in container `worker`, line 12: it must be more than the `memoryReservation` of 1024.',
  'missing-member.2.json': '36:9 `secrets.DATABASE_URL` in container `web`, line 36: it needs `valueFrom`.',
  'missing-member.json': '10:5 container `web`, line 10: it needs `image`.',
  'no-essential-container.json':
    '13:7 `essential` in container `worker`, line 13: at least one container must be essential, or nothing tells when the task has failed.',
  'nothing-to-run.2.json': '36:5 container 2, line 36: it needs a `name`.',
  'nothing-to-run.json':
    '1:1 the task definition, line 1: it needs `containerDefinitions`, a list of at least one container.',
  'task-cpu.2.json':
    '5:3 `cpu`, line 5: it must be CPU units, 128 to 196608, such as `"256"`, or vCPUs such as `"0.25 vCPU"`.',
  'task-cpu.json':
    '25:3 `cpu`, line 25: it must be CPU units, 128 to 196608, such as `"256"`, or vCPUs such as `"0.25 vCPU"`.',
  'task-memory.json': '6:3 `memory`, line 6: it must be MiB such as `"512"`, or GB such as `"0.5 GB"`.',
  'too-many-containers.json':
    '162:5 container `job-10`, line 162: a task has at most 10 containers, and these are 11.',
  'unknown-member.2.json':
    '26:9 `healthCheck.intervall` in container `web`, line 26: ECS has no such member; did you mean `interval`?',
  'unknown-member.3.json': '36:3 `networkmode`, line 36: ECS has no such member; did you mean `networkMode`?',
  'unknown-member.json':
    '35:7 `enviroment` in container `web`, line 35: ECS has no such member; did you mean `environment`?',
  'unknown-value.2.json':
    '3:31 `requiresCompatibilities[0]`, line 3: ECS takes `EC2`, `EXTERNAL`, `FARGATE`, `MANAGED_INSTANCES` here, but it is `fargate`; did you mean `FARGATE`?',
  'unknown-value.json':
    '4:3 `networkMode`, line 4: ECS takes `awsvpc`, `bridge`, `host`, `none` here, but it is `awsvpn`; did you mean `awsvpc`?',
  'volume-name-spelling.json':
    '45:7 `name` in volume `wiki pages`, line 45: it may have up to 255 letters, numbers, hyphens and underscores, and nothing else.',
  'wrong-type.2.json': '6:3 `memory`, line 6: it must be text in quotes, but is a number.',
  'wrong-type.json':
    '17:11 `portMappings[0].containerPort` in container `web`, line 17: it must be a whole number without quotes, but is text.',
};

const unwise: Table = {
  'image-by-tag.2.json':
    '12:7 `image` in container `web`, line 12: what a tag names can change; a digest (`@sha256:…`) pins it.',
  'image-by-tag.json':
    '12:7 `image` in container `web`, line 12: what a tag names can change; a digest (`@sha256:…`) pins it.',
  'no-health-check.json':
    '10:5 `healthCheck` in container `web`, line 10: without it ECS takes the container as healthy as soon as it runs, but for a load balancer.',
  'no-log-configuration.json':
    '10:5 `logConfiguration` in container `web`, line 10: without it nobody can read what the container wrote before it died.',
  'root-user.2.json':
    '10:5 `user` in container `web`, line 10: without it the image decides, and most images run as root; name a user such as `1000`.',
  'root-user.3.json':
    '14:7 `user` in container `web`, line 14: it runs as root; name another user such as `1000`.',
  'root-user.json':
    '14:7 `user` in container `web`, line 14: it runs as root; name another user such as `1000`.',
};

const everyRule = [...schemaRules, ...rules];
const files = [...mistakenDocuments(), ...unwiseDocuments()];

async function problemsOf({ name, content }: DocumentFile): Promise<readonly Problem[]> {
  const { document, source } = await parseTemplate(content, name);
  return check(document, known).map((finding) => problemOf(finding, document, source));
}

describe.each<[string, readonly DocumentFile[], Table]>([
  ['a mistake', mistakenDocuments(), mistakes],
  ['what is legal and unwise', unwiseDocuments(), unwise],
])('%s is told once, at its place', (_, documents, table) => {
  test.each(documents)('$name', async (file) => {
    const found = await problemsOf(file);
    const told = found.map(
      ({ position, sentence }) => `${String(position?.line)}:${String(position?.column)} ${sentence}`,
    );
    expect([found.map(({ rule }) => rule), told]).toEqual([[ruleOf(file)], [table[file.name]]]);
  });

  test('every line of the table has its file', () => {
    expect(Object.keys(table)).toEqual(documents.map(({ name }) => name));
  });
});

test('every rule has a file, and every file a rule', () => {
  const named = new Set(files.map(ruleOf));
  expect([...named].sort()).toEqual(everyRule.map(({ name }) => name).sort());
});

test('what is unwise breaks nothing, and every other rule breaks something', () => {
  const breaksNothing = rules.filter(({ breaks }) => breaks === 'nothing').map(({ name }) => name);
  expect([...new Set(unwiseDocuments().map(ruleOf))].sort()).toEqual(breaksNothing.sort());
});

test('no rule has the name of another', () => {
  expect(new Set(everyRule.map(({ name }) => name)).size).toBe(everyRule.length);
});

test('every sentence about a rule begins with a capital letter and ends with a full stop', () => {
  expect(everyRule.map(({ says }) => says).filter((says) => !/^[A-Z`][^|\n]*\.$/.test(says))).toEqual([]);
});
