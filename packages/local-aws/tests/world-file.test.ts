import { describe, expect, test } from '@jest/globals';
import { readWorld } from '../src/world-file.ts';

const path = 'slipway.world.yaml';

const refusal = (...lines: readonly string[]): string => {
  try {
    readWorld(lines.join('\n'), path);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'accepted';
};

const web = [
  'taskDefinitions:',
  '  - family: web',
  '    containerDefinitions: [{ name: app, image: web }]',
] as const;

describe('what the file leaves out', () => {
  test('has the figures of AWS', () => {
    const world = readWorld(
      'loadBalancers: [{ name: front, targetGroup: { name: web } }]\nrepositories: [{ name: web }]',
      path,
    );
    expect(world.timings).toEqual({
      provisioning: 10_000,
      pulling: 15_000,
      healthyAfter: 40_000,
      scheduler: 5_000,
      stopping: 25_000,
      registering: 0,
      scanning: 2_000,
    });
    expect(world.loadBalancers).toEqual([
      {
        name: 'front',
        port: 0,
        targetGroup: {
          name: 'web',
          port: 80,
          deregistrationDelay: 300_000,
          healthCheck: {
            path: '/',
            interval: 30_000,
            timeout: 5_000,
            healthyThreshold: 5,
            unhealthyThreshold: 2,
            matcher: '200',
          },
        },
      },
    ]);
    expect(world.clusters).toEqual([{ name: 'default' }]);
    expect(world.repositories).toEqual([{ name: 'web', immutable: false, scanOnPush: false }]);
  });

  test('may be everything', () => {
    expect(readWorld('', path)).toMatchObject({ services: [], images: [], faults: [], deny: [] });
  });
});

test.each([
  ['250ms', 250],
  ['4s', 4000],
  ['1.5s', 1500],
  ['5m', 300_000],
  ['1h', 3_600_000],
])('the duration %s is %d milliseconds', (text, milliseconds) => {
  expect(readWorld(`timings: { pulling: ${text} }`, path).timings.pulling).toBe(milliseconds);
});

describe('a mistake is told with file, line and key:', () => {
  test('an unknown key, with the nearest known one', () => {
    expect(
      refusal(...web, 'services:', '  - name: web', '    taskDefinition: web', '    desiredcount: 2'),
    ).toBe('slipway.world.yaml:7: unknown key `desiredcount` in services[0]: did you mean `desiredCount`?');
  });

  test('an unknown key that is near to none', () => {
    expect(refusal('deny:', '  - action: ecs:*', '    because: reasons')).toBe(
      'slipway.world.yaml:3: unknown key `because` in deny[0]: known are action, resource.',
    );
  });

  test.each([
    [
      'faults: [{ operation: UpdateService, skips: 1 }]',
      'unknown key `skips` in faults[0]: did you mean `skip`?',
    ],
    [
      'credentials: { expiresAfter: 1h }',
      'unknown key `expiresAfter` in credentials: did you mean `expireAfter`?',
    ],
    ['consistency: { log: 1s }', 'unknown key `log` in consistency: did you mean `lag`?'],
    ['throttling: on', '`throttling` must be one of aws, off, but is `on`.'],
    [
      'alarms: [{ name: a, state: RED }]',
      '`alarms[0].state` must be one of OK, ALARM, INSUFFICIENT_DATA, but is `RED`.',
    ],
    ['alarms: [{ name: a }, { name: a }]', '`a` stands twice in alarms.'],
  ])('at the edges of the cloud: %s', (line, sentence) => {
    expect(refusal(line)).toBe(`slipway.world.yaml:1: ${sentence}`);
  });

  test('a key that is missing', () => {
    expect(refusal('clusters:', '  - {}')).toBe(
      'slipway.world.yaml:2: the key `name` is missing in clusters[0].',
    );
  });

  test('a number that YAML made of an account', () => {
    expect(refusal('account: 123456789012')).toBe(
      'slipway.world.yaml:1: `account` must be text (in quotes), but is `123456789012`.',
    );
  });

  test('a duration without its unit', () => {
    expect(refusal('timings:', '  pulling: 15')).toBe(
      'slipway.world.yaml:2: `timings.pulling` must be a duration with its unit, such as 250ms, 4s or 5m, but is `15`.',
    );
  });

  test('a value that is none of the known', () => {
    expect(
      refusal('repositories: [{ name: web }]', 'images:', '  - repository: web', '    runtime: docker'),
    ).toBe('slipway.world.yaml:4: `images[0].runtime` must be one of process, scripted, but is `docker`.');
  });

  test('what is not YAML', () => {
    expect(refusal('clusters: [')).toMatch(/^slipway\.world\.yaml:1: not YAML: .+\.$/);
  });

  test('a task definition that ECS would not take', () => {
    expect(
      refusal('taskDefinitions:', '  - family: web', '    cpu: 256', '    containerDefinitions: [{}]'),
    ).toBe(
      'slipway.world.yaml:2: taskDefinitions[0] is not what ECS accepts: NUMBER_VALUE can not be converted to a String (at cpu).',
    );
  });

  test('hooks whose function is unknown, missing or of no use, and target groups that stand twice', () => {
    expect(
      refusal(
        ...web,
        'loadBalancers: [{ name: front, alternateTargetGroup: green, targetGroup: { name: green } }]',
        'functions: [{ name: smoke-test }]',
        'services:',
        '  - name: web',
        '    taskDefinition: web',
        '    strategy: BLUE_GREEN',
        '    lifecycleHooks:',
        '      - { function: smoke-tests, stages: [PRE_SCALE_UP] }',
        '      - { stages: [PRE_SCALE_UP] }',
        '      - { targetType: PAUSE, function: smoke-test, stages: [PRE_SCALE_UP] }',
        '      - { targetType: PAUSE, stages: [PRE_SCALE_UP] }',
      ),
    ).toBe(
      [
        'slipway.world.yaml:4: `green` stands twice in loadBalancers',
        'slipway.world.yaml:11: `smoke-tests` is not among functions: did you mean `smoke-test`?',
        'slipway.world.yaml:12: the key `function` is missing in services[0].lifecycleHooks[1]: a hook of targetType AWS_LAMBDA calls one',
        'slipway.world.yaml:13: `services[0].lifecycleHooks[2].function` has no meaning for a hook of targetType PAUSE.',
      ].join('\n'),
    );
  });

  test('every reference that leads nowhere, one a line', () => {
    expect(
      refusal(
        ...web,
        'clusters: [{ name: harbour }]',
        'services:',
        '  - name: web',
        '    cluster: harbor',
        '    taskDefinition: web:2',
        '    loadBalancer: { targetGroup: none, containerName: app, containerPort: 80 }',
        'images: [{ repository: web }]',
        'repositories: [{ name: api }]',
      ),
    ).toBe(
      [
        'slipway.world.yaml:7: `harbor` is not among clusters: did you mean `harbour`?',
        'slipway.world.yaml:8: `web:2` is not there: taskDefinitions has 1 of web',
        'slipway.world.yaml:9: `none` is not among loadBalancers[].targetGroup',
        'slipway.world.yaml:10: `web` is not among repositories.',
      ].join('\n'),
    );
  });

  test.each([
    [
      'containerName: wep, containerPort: 80',
      '`wep` is not among the containers of web: did you mean `web`?',
    ],
    ['containerName: web, containerPort: 81', 'container web of web maps no port 81.'],
  ])('a load balancer that leads to nothing in the task definition: %s', (container, sentence) => {
    expect(
      refusal(
        'loadBalancers: [{ name: front, targetGroup: { name: web } }]',
        'taskDefinitions:',
        '  - family: web',
        '    containerDefinitions: [{ name: web, image: web, portMappings: [{ containerPort: 80 }] }]',
        'services:',
        '  - name: web',
        '    taskDefinition: web',
        `    loadBalancer: { targetGroup: web, ${container} }`,
      ),
    ).toBe(`slipway.world.yaml:8: ${sentence}`);
  });

  test('a file that is no text, without its bytes', () => {
    expect(refusal('\u007fELF\0\0: [', '\u001b[31m')).toBe(
      'slipway.world.yaml: not a text file: a world file is YAML in UTF-8.',
    );
  });

  test('every mistake in the policies of a role, at its line', () => {
    expect(
      refusal(
        'roles:',
        '  - name: deploy',
        '    policies:',
        '      - Statement:',
        '          - { Effect: Allow, Action: ListTasks, Resource: "*" }',
        '          - Effect: Allow',
        '            Action: ecs:ListTasks',
        '            Resource: "*"',
        '            Condition:',
        '              ArnEquals: { ecs:clustre: harbour }',
        '    boundary: { Statement: { Effect: No, Action: "*", Resource: "*" } }',
        '    trust: { Statement: { Effect: Allow, Action: sts:AssumeRole } }',
        '  - { name: deploy, accessKeyId: AKIADEPLOY }',
        '  - { name: other, accessKeyId: AKIADEPLOY }',
      ),
    ).toBe(
      [
        'slipway.world.yaml:5: roles[0].policies[0].Statement[0].Action: an action is SERVICE:NAME, such as ecs:UpdateService, or *, but is `ListTasks`',
        'slipway.world.yaml:10: roles[0].policies[0].Statement[1].Condition.ArnEquals.ecs:clustre: the local cloud does not know the key `ecs:clustre`: did you mean `ecs:cluster`?',
        'slipway.world.yaml:11: roles[0].boundary.Statement.Effect: `Effect` must be Allow or Deny, but is `No`',
        'slipway.world.yaml:12: roles[0].trust.Statement: `Principal` must be * or a map of keys, but is missing',
        'slipway.world.yaml:13: `deploy` stands twice in roles',
        'slipway.world.yaml:14: `AKIADEPLOY` stands twice in roles.',
      ].join('\n'),
    );
  });

  test('a name that stands twice', () => {
    expect(refusal('clusters:', '  - name: main', '  - name: main')).toBe(
      'slipway.world.yaml:3: `main` stands twice in clusters.',
    );
  });
});

describe('what it says of scans', () => {
  test('may last for days, and has findings with dates', () => {
    const world = readWorld(
      [
        'repositories: [{ name: web }]',
        'images:',
        '  - repository: web',
        '    scan: [{ at: 14d, status: SCAN_ELIGIBILITY_EXPIRED }]',
        '    findings: [{ id: CVE-1, severity: LOW, package: a, version: v1, kev: 2026-01-31, from: 1.5h }]',
      ].join('\n'),
      path,
    );
    expect(world.images[0]?.scan).toEqual([{ at: 14 * 86_400_000, status: 'SCAN_ELIGIBILITY_EXPIRED' }]);
    expect(world.images[0]?.findings[0]).toMatchObject({ kev: '2026-01-31', from: 5_400_000 });
    expect(world.scanning).toEqual({ type: 'BASIC', rules: [] });
  });

  test.each([
    [
      'kev: 31.1.2026',
      'kev',
      'as its description says (A date, 2026-01-31, or a moment, 2026-01-31T12:00:00Z)',
    ],
    ['epss: 93', 'epss', 'at most 1'],
    ['status: OPEN', 'status', 'one of ACTIVE, SUPPRESSED, CLOSED'],
  ])('is refused with %s', (member, key, wanted) => {
    const said = refusal(
      'repositories: [{ name: web }]',
      `images: [{ repository: web, findings: [{ id: A, severity: LOW, package: a, version: b, ${member} }] }]`,
    );
    expect(said).toContain(`\`images[0].findings[0].${key}\` must be ${wanted}, but is`);
  });
});
