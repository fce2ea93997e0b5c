/** What is right is let through, and one mistake is told once: the other side of the documents with mistakes. */
import { describe, expect, test } from '@jest/globals';
import { check } from '../../src/checking/check.ts';
import type { Known } from '../../src/checking/finding.ts';
import { nearest } from '../../src/checking/nearest.ts';
import { fargateSizes } from '../../src/checking/task-size.ts';
import type { JsonObject } from '../../src/document.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const image = `registry.example/team/web@${digest}`;

/** Rules that a document breaks; the container is `web`. */
function broken(task: JsonObject, container: JsonObject = {}, known: Known = {}): readonly string[] {
  const document = {
    family: 'web',
    memory: '1024',
    containerDefinitions: [{ name: 'web', image, ...container }],
    ...task,
  };
  return check(document, known)
    .filter(({ breaks }) => breaks !== 'nothing')
    .map(({ rule }) => rule);
}

const proxy: JsonObject = {
  containerName: 'web',
  properties: ['AppPorts', 'ProxyIngressPort', 'ProxyEgressPort', 'IgnoredUID'].map((name) => ({
    name,
    value: '1',
  })),
};

const fargate: JsonObject = { requiresCompatibilities: ['FARGATE'], networkMode: 'awsvpc', cpu: '256' };

describe('the sizes of Fargate', () => {
  const pairs = fargateSizes.flatMap(({ cpu, memory }) =>
    memory.map((each): [number, number] => [cpu, each]),
  );

  test('are 79 pairs of cpu and memory', () => {
    expect(pairs).toHaveLength(3 + 4 + 7 + 13 + 23 + 12 + 12 + 3);
  });

  test.each(pairs)('%i CPU units with %i MiB are right, as units and in words', (cpu, memory) => {
    expect(broken({ ...fargate, cpu: String(cpu), memory: String(memory) })).toEqual([]);
    expect(
      broken({ ...fargate, cpu: `${String(cpu / 1024)} vCPU`, memory: `${String(memory / 1024)} GB` }),
    ).toEqual([]);
  });

  test.each([
    ['256', '3072'],
    ['512', '512'],
    ['1024', '1024'],
    ['2048', '5000'],
    ['8192', '17408'],
    ['16384', '36864'],
    ['32768', '65536'],
  ])('%s CPU units with %s MiB are none', (cpu, memory) => {
    expect(broken({ ...fargate, cpu, memory })).toEqual(['fargate-memory']);
  });

  test.each(['.25 vCPU', '0.25vcpu', '0.25 VCPU'])('%s is a spelling of 256 CPU units', (cpu) => {
    expect(broken({ ...fargate, cpu })).toEqual([]);
  });

  test.each(['0.25', '256 units', '-256', '0.3 vCPU', ''])('"%s" is no spelling of cpu', (cpu) => {
    expect(broken({ ...fargate, cpu })).toEqual(['task-cpu']);
  });
});

describe('one mistake is told once', () => {
  test.each<[string, JsonObject, readonly string[]]>([
    [
      'a misspelt member is not missing besides',
      { ...fargate, cpu: undefined, CPU: '256' },
      ['unknown-member'],
    ],
    ['nor is one of another type', { ...fargate, cpu: 256 }, ['wrong-type']],
    ['nor one with an unknown value', { ...fargate, networkMode: 'awsvcp' }, ['unknown-value']],
    [
      'a task that is for Fargate but for a slip is not judged as one for instances',
      { ...fargate, requiresCompatibilities: ['fargate'], memory: undefined, cpu: '1' },
      ['unknown-value'],
    ],
    [
      'a network mode that nobody knows has no rules of its own',
      {
        networkMode: 'AWSVPC',
        proxyConfiguration: proxy,
        containerDefinitions: [{ name: 'web', image, links: ['web'] }],
      },
      ['unknown-value'],
    ],
    ['nor one that is misspelt', { networkmode: 'awsvpc', proxyConfiguration: proxy }, ['unknown-member']],
    ['nor one of another type', { networkMode: ['awsvpc'], proxyConfiguration: proxy }, ['wrong-type']],
    ['memory of another type is not missing for the containers', { memory: 512 }, ['wrong-type']],
    [
      'a health check of another type is not missing for those who wait',
      {
        containerDefinitions: [
          { name: 'db', image, healthCheck: ['CMD', 'true'] },
          { name: 'web', image, dependsOn: [{ containerName: 'db', condition: 'HEALTHY' }] },
        ],
      },
      ['wrong-type'],
    ],
    [
      'a container that is not essential but for a slip may end',
      {
        containerDefinitions: [
          { name: 'init', image, essential: 'false' },
          { name: 'web', image, dependsOn: [{ containerName: 'init', condition: 'SUCCESS' }] },
        ],
      },
      ['wrong-type'],
    ],
    [
      'a mapping that is none has no port besides, and one that is empty has none',
      {
        containerDefinitions: [
          { name: 'web', image, portMappings: [8080, {}, { containerPortRange: 8080 }] },
        ],
      },
      ['wrong-type', 'port-missing', 'wrong-type'],
    ],
    ['a cpu that cannot be read is of no size', { ...fargate, cpu: 'half' }, ['task-cpu']],
    [
      'a ring is told at its first container only',
      {
        containerDefinitions: ['a', 'b'].map((name, index) => ({
          name,
          image,
          dependsOn: [{ containerName: index === 0 ? 'b' : 'a', condition: 'START' }],
        })),
      },
      ['dependency-cycle'],
    ],
    [
      'two rings are two mistakes',
      {
        containerDefinitions: ['a', 'b', 'c', 'd'].map((name, index) => ({
          name,
          image,
          dependsOn: [{ containerName: 'badc'[index] ?? '', condition: 'START' }],
        })),
      },
      ['dependency-cycle', 'dependency-cycle'],
    ],
    [
      'a container that waits for a ring is no part of it',
      {
        containerDefinitions: [
          { name: 'late', image, dependsOn: [{ containerName: 'a', condition: 'START' }] },
          { name: 'a', image, dependsOn: [{ containerName: 'b', condition: 'START' }] },
          { name: 'b', image, dependsOn: [{ containerName: 'a', condition: 'START' }] },
        ],
      },
      ['dependency-cycle'],
    ],
  ])('%s', (_, task, rules) => {
    expect(broken(task)).toEqual(rules);
  });
});

describe('what is wrong in a list is told at its item, whatever stands before it', () => {
  const added = (add: JsonObject[string]): readonly string[] =>
    check({
      family: 'web',
      memory: '1024',
      containerDefinitions: [{ name: 'web', image, linuxParameters: { capabilities: { add } } }],
    })
      .filter(({ breaks }) => breaks !== 'nothing')
      .map(({ rule, path }) => `${rule} ${String(path.at(-1))}`);

  test.each<[JsonObject[string], readonly string[]]>([
    [
      [5, 'SYS_PTRACE', 'FOO', 'SYS_ADMN'],
      ['wrong-type 0', 'unknown-capability 2', 'unknown-capability 3'],
    ],
    [
      ['FOO', null],
      ['unknown-capability 0', 'wrong-type 1'],
    ],
  ])('%j', (add, told) => {
    expect(added(add)).toEqual(told);
  });

  test('and a command with a part that is no text is no other command', () => {
    const told = check({
      family: 'web',
      memory: '1024',
      containerDefinitions: [{ name: 'web', image, healthCheck: { command: [5, 'true'] } }],
    }).map(({ rule }) => rule);
    expect(told).not.toContain('health-check-command');
    expect(told).toContain('wrong-type');
  });
});

describe('a port of the host', () => {
  const two = (networkMode: string | undefined, ...mappings: readonly JsonObject[]): readonly string[] =>
    check({
      family: 'web',
      memory: '1024',
      networkMode,
      containerDefinitions: mappings.map((mapping, index) => ({
        name: `c${String(index)}`,
        image,
        portMappings: [mapping],
      })),
    })
      .filter(({ breaks }) => breaks !== 'nothing')
      .map(({ rule, path }) => `${rule} ${path.slice(1).join('.')}`);

  test.each<[string | undefined, JsonObject, readonly string[]]>([
    ['awsvpc', { containerPort: 80 }, ['duplicate-host-port 1.portMappings.0.containerPort']],
    ['host', { containerPort: 80 }, ['duplicate-host-port 1.portMappings.0.containerPort']],
    ['awsvpc', { containerPort: 80, hostPort: 80 }, ['duplicate-host-port 1.portMappings.0.hostPort']],
    ['awsvpc', { containerPort: 80, protocol: 'udp' }, []],
    ['awsvpc', { containerPort: 80, protocol: 'UDP' }, ['unknown-value 1.portMappings.0.protocol']],
    ['awsvpc', { containerPort: 81 }, []],
    ['bridge', { containerPort: 80 }, []],
    [undefined, { containerPort: 80 }, []],
  ])('of network mode %s is shared by port 80 and %j: %j', (networkMode, mapping, told) => {
    expect(two(networkMode, { containerPort: 80 }, mapping)).toEqual(told);
  });
});

test.each([undefined, ''])('the task role "%s" is none', (taskRoleArn) => {
  expect(broken({ taskRoleArn }, {}, { isExecEnabled: true })).toEqual(['task-role-missing']);
});

describe('what is far too much', () => {
  const names = (count: number): readonly string[] =>
    Array.from({ length: count }, (_, index) => `c${String(index)}`);
  const ring = (count: number): JsonObject => ({
    containerDefinitions: names(count).map((name, index) => ({
      name,
      image,
      dependsOn: [{ containerName: `c${String((index + 1) % count)}`, condition: 'START' }],
    })),
  });

  test('is told as too large, beside what the schema tells, and by no other rule', () => {
    const large = { containerDefinitions: [{ name: 'web', image, command: ['x'.repeat(65_536)], user: 0 }] };
    expect(broken({ ...large, cpu: 'half' })).toEqual(['too-large', 'wrong-type']);
    expect(broken({ ...ring(1000), cpu: 'half' })).toEqual(['too-large']);
  });

  test('is listed up to the twelfth', () => {
    const found = check({ family: 'web', memory: '1024', ...ring(40) });
    const told = found.filter(({ rule }) => rule === 'dependency-cycle').map(({ complaint }) => complaint);
    const first = names(12).map((name) => `\`${name}\``);
    expect(told).toEqual([`the containers ${first.join(', ')} and 28 more wait for each other in a ring`]);
  });

  test('is counted where a name is none of many', () => {
    const containers = [...names(40), 'xxxxxxxx'].map((name) => ({ name, image, links: ['yyyyyyyy'] }));
    const found = check({ family: 'web', memory: '1024', containerDefinitions: containers });
    const told = found.filter(({ rule }) => rule === 'unknown-link').map(({ complaint }) => complaint);
    expect(told).toHaveLength(41);
    expect(told.at(-1)).toMatch(/; there is `c0`, .*, `c11` and 28 more$/);
  });

  test.each([
    [19, '; did you mean `database`?'],
    [20, ' and 9 more'],
  ])('is compared up to the twentieth: behind %i others', (before, end) => {
    const all = [...names(before), 'database', ...names(20 - before).map((name) => `x${name}`)];
    const containers = ['web', ...all].map((name) => ({
      name,
      image,
      links: name === 'web' ? ['databse'] : [],
    }));
    const found = check({ family: 'web', memory: '1024', containerDefinitions: containers });
    const [told = ''] = found.filter(({ rule }) => rule === 'unknown-link').map(({ complaint }) => complaint);
    expect(told.slice(-end.length)).toBe(end);
  });

  test('is no name that somebody mistyped', () => {
    expect(nearest('x'.repeat(64), ['x'.repeat(63)])).toBe('x'.repeat(63));
    expect(nearest('x'.repeat(65), ['x'.repeat(64)])).toBeUndefined();
  });
});

describe('the platforms of an image', () => {
  const arm: JsonObject = { runtimePlatform: { cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' } };
  test.each<[string, JsonObject, readonly string[] | undefined, readonly string[]]>([
    ['Linux on x86-64, when nothing is said', {}, ['linux/amd64'], []],
    ['ARM64', arm, ['linux/amd64', 'linux/arm64'], []],
    ['ARM64 by its other name', arm, ['linux/arm64/v8'], []],
    ['a variant of x86-64', {}, ['linux/amd64/v2'], []],
    ['the variant of another architecture', {}, ['linux/arm64/v8'], ['image-not-for-platform']],
    ['one that only begins alike', arm, ['linux/arm64be'], ['image-not-for-platform']],
    [
      'of a task that says it wrong',
      { runtimePlatform: { cpuArchitecture: 'arm64' } },
      ['linux/arm64'],
      ['unknown-value'],
    ],
    ['another one', arm, ['linux/amd64'], ['image-not-for-platform']],
    ['not known', arm, undefined, []],
    ['not told by the registry', arm, [], []],
  ])('%s', (_, task, platforms, rules) => {
    const known = platforms === undefined ? {} : { platforms: new Map([[image, platforms]]) };
    expect(broken(task, {}, known)).toEqual(rules);
  });
});

describe('images that Docker could pull', () => {
  test.each([
    'nginx',
    'library/nginx:1.27',
    'localhost:5000/web',
    '127.0.0.1:5000/team/web:v1@' + digest,
    'public.ecr.aws/docker/library/redis:7.4-alpine',
    'Registry.Example:443/web:Feature_1',
    'registry.example/a__b/c-d.e:latest',
  ])('%s', (each) => {
    expect(broken({}, { image: each })).toEqual([]);
  });

  test.each([
    'web:',
    'Web',
    'web:-x',
    'web@sha256:abc',
    'web@md5:' + 'a'.repeat(64),
    '/web',
    'a//b',
    'web:a:b',
  ])('%s is none', (each) => {
    expect(broken({}, { image: each })).toEqual(['image-reference']);
  });
});

test.each([
  ['8000-8010', []],
  ['1-65535', []],
  ['8000-8000', ['port-range-spelling']],
  ['0-80', ['port-range-spelling']],
  ['8000-65536', ['port-range-spelling']],
  ['8000', ['port-range-spelling']],
  [' 8000-8010', ['port-range-spelling']],
])('the range of ports "%s" breaks %j', (containerPortRange, rules) => {
  expect(broken({}, { portMappings: [{ containerPortRange }] })).toEqual(rules);
});

describe('what looks like a mistake and is none', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['unlimited ulimits', {}, { ulimits: [{ name: 'memlock', softLimit: -1, hardLimit: -1 }] }],
    ['a link with another name', { networkMode: 'bridge' }, { links: [] }],
    [
      'an empty list of what Fargate lacks',
      fargate,
      { dnsServers: [], links: [], dockerSecurityOptions: [] },
    ],
    [
      'a port with tcp and udp',
      {},
      { portMappings: [{ containerPort: 53 }, { containerPort: 53, protocol: 'udp' }] },
    ],
    [
      'a port that the host chooses, twice',
      {},
      {
        portMappings: [
          { containerPort: 80, hostPort: 0 },
          { containerPort: 81, hostPort: 0 },
        ],
      },
    ],
    ['a health check that is switched off', {}, { healthCheck: { command: ['NONE'] } }],
    [
      'a parameter by its name',
      { executionRoleArn: 'web' },
      { secrets: [{ name: 'A', valueFrom: '/web/a' }] },
    ],
    [
      'a version of a secret',
      { executionRoleArn: 'web' },
      {
        secrets: [
          {
            name: 'A',
            valueFrom: 'arn:aws-us-gov:secretsmanager:us-gov-west-1:111122223333:secret:a-AbCdEf:key::',
          },
        ],
      },
    ],
    ['a long stop on an instance', {}, { stopTimeout: 300 }],
    [
      'a token of Splunk that is a secret',
      { executionRoleArn: 'web' },
      {
        logConfiguration: {
          logDriver: 'splunk',
          options: { 'splunk-url': 'https://splunk' },
          secretOptions: [{ name: 'splunk-token', valueFrom: '/token' }],
        },
      },
    ],
  ])('%s', (_, task, container) => {
    expect(broken(task, container)).toEqual([]);
  });
});

describe('a value in plain text', () => {
  const isTold = (name: string, value: string): boolean => {
    const container = { name: 'web', image, environment: [{ name, value }] };
    return check({ family: 'web', memory: '128', containerDefinitions: [container] }).some(
      ({ rule }) => rule === 'secret-in-plain-text',
    );
  };

  test.each([
    ['DB_PASSWORD', 'hunter2!'],
    ['api_key', 'k-123456'],
    ['STRIPE_SECRET', 'abcdef'],
    ['URL', 'postgres://web:hunter2@db/web'],
    ['KEY', '-----BEGIN PRIVATE KEY-----'],
  ])('%s=%s looks like a secret', (name, value) => {
    expect(isTold(name, value)).toBe(true);
  });

  test.each([
    ['DB_PASSWORD', ''],
    ['DB_PASSWORD_FILE', '/run/secrets/db'],
    ['PASSWORD_MIN_LENGTH', '12'],
    ['TOKEN_URL', 'https://login.example/token'],
    ['USE_TOKEN', 'true'],
    ['API_KEY', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:a'],
    ['LOG_LEVEL', 'info'],
  ])('%s=%s does not', (name, value) => {
    expect(isTold(name, value)).toBe(false);
  });
});
