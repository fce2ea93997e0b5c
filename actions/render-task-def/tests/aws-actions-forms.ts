/**
 * What people write for aws-actions/amazon-ecs-render-task-definition, form by form, with what its bundle (v1.9.0)
 * makes of it: recorded by running it on these files and inputs. A bench runs it again on the same table.
 */
import type { Json, JsonObject } from '@slipway/documents/value';

const logOptions = { 'awslogs-group': 'shop', 'awslogs-region': 'eu-west-1', mode: 'blocking' };

const app: JsonObject = {
  name: 'app',
  image: 'old',
  environment: [{ name: 'LEVEL', value: 'warn' }],
  environmentFiles: [{ value: 'arn:aws:s3:::settings/old.env', type: 's3' }],
  secrets: [{ name: 'TOKEN', valueFrom: 'arn:aws:ssm:eu-west-1:111122223333:parameter/token' }],
  dockerLabels: { team: 'shop' },
  logConfiguration: { logDriver: 'awslogs', options: logOptions },
};
const side: JsonObject = { name: 'side', image: 'old', essential: false };
const rest: JsonObject = {
  family: 'shop',
  // So that no rule of Fargate or of roles speaks up: these forms are about inputs.
  requiresCompatibilities: ['EC2'],
  executionRoleArn: 'arn:aws:iam::111122223333:role/shop-execution',
  cpu: '256',
  memory: '512',
};

export const template: JsonObject = { ...rest, containerDefinitions: [app, side] };

export type Outcome =
  /** The members in which the document differs from the template; undefined for one that is gone. */
  | {
      readonly kind: 'document';
      readonly app?: JsonObject;
      readonly side?: JsonObject;
      readonly task?: JsonObject;
    }
  | { readonly kind: 'refused'; readonly says: string };

export interface Form {
  readonly name: string;
  /** Besides `task-definition: shop.json`, `container-name: app` and `image: new`. */
  readonly inputs: Readonly<Record<string, string>>;
  /** File → content, besides the template as shop.json. */
  readonly files?: Readonly<Record<string, string>>;
  readonly theirs: Outcome;
  /** Undefined where it is the same. */
  readonly ours?: Outcome;
}

const document = (
  parts: { readonly app?: JsonObject; readonly side?: JsonObject; readonly task?: JsonObject } = {},
): Outcome => ({
  kind: 'document',
  ...parts,
  app: { image: 'new', ...parts.app },
});
const refused = (says: string): Outcome => ({ kind: 'refused', says });
const wrong = (why: string): Outcome =>
  refused(`An input is wrong: ${why}. Correct it under \`with:\` of this step. Nothing was changed.`);

const set = (value: string, name = 'LEVEL'): JsonObject => ({ name, value });
const level: Json = set('warn');
const log = (options: JsonObject, logDriver = 'awslogs'): JsonObject => ({
  logConfiguration: { logDriver, options },
});
const secret = (name: string, path: string): JsonObject => ({
  name,
  valueFrom: `arn:aws:ssm:eu-west-1:111122223333:parameter/${path}`,
});
const theirSecret = secret('TOKEN', 'token');
const yaml = 'family: shop\ncontainerDefinitions:\n  - { name: app, image: old, memory: 128 }\n';

/** One a form of their README and of their action.yml: the same document comes out. */
export const sameForms: readonly Form[] = [
  { name: 'an image', inputs: {}, theirs: document() },
  {
    name: 'an image of Docker Hub with its tag',
    inputs: { image: 'library/nginx:1.29' },
    theirs: document({ app: { image: 'library/nginx:1.29' } }),
  },
  {
    name: 'one variable and one secret on one line each',
    inputs: {
      'environment-variables': 'LEVEL=debug',
      secrets: 'KEY=arn:aws:ssm:eu-west-1:111122223333:parameter/key',
    },
    theirs: document({
      app: { environment: [set('debug')], secrets: [theirSecret, secret('KEY', 'key')] },
    }),
  },
  {
    name: 'variables over lines, with blank lines, spaces and equals signs',
    inputs: {
      'environment-variables': '  LEVEL=info  \n\n\tURL=https://h?a=b&c=d\n EMPTY=\n SPACED= x  y \n',
    },
    theirs: document({
      app: {
        environment: [set('info'), set('https://h?a=b&c=d', 'URL'), set('', 'EMPTY'), set(' x  y', 'SPACED')],
      },
    }),
  },
  {
    name: 'secrets over lines, one of them known already',
    inputs: {
      secrets:
        'TOKEN=arn:aws:ssm:eu-west-1:111122223333:parameter/new\nKEY=arn:aws:ssm:eu-west-1:111122223333:parameter/key',
    },
    theirs: document({ app: { secrets: [secret('TOKEN', 'new'), secret('KEY', 'key')] } }),
  },
  {
    name: 'labels over lines',
    inputs: { 'docker-labels': ' SERVICE=shop\n VERSION=2\n team=other\n' },
    theirs: document({ app: { dockerLabels: { team: 'other', SERVICE: 'shop', VERSION: '2' } } }),
  },
  {
    name: 'a log driver with options, for a container without',
    inputs: {
      'container-name': 'side',
      'log-configuration-log-driver': 'awslogs',
      'log-configuration-options':
        'awslogs-create-group=true\nawslogs-group=/ecs/shop\nawslogs-region=eu-west-1\nawslogs-stream-prefix=ecs',
    },
    theirs: {
      kind: 'document',
      side: {
        image: 'new',
        ...log({
          'awslogs-create-group': 'true',
          'awslogs-group': '/ecs/shop',
          'awslogs-region': 'eu-west-1',
          'awslogs-stream-prefix': 'ecs',
        }),
      },
    },
  },
  {
    name: 'the log driver that is there, with more options',
    inputs: {
      'log-configuration-log-driver': 'awslogs',
      'log-configuration-options': 'mode=non-blocking\nmax-buffer-size=4m',
    },
    theirs: document({ app: log({ ...logOptions, mode: 'non-blocking', 'max-buffer-size': '4m' }) }),
  },
  {
    name: 'options without a driver',
    inputs: { 'log-configuration-options': 'mode=non-blocking' },
    theirs: document({ app: log({ ...logOptions, mode: 'non-blocking' }) }),
  },
  {
    name: 'a command of plain words',
    inputs: { command: 'npm run start -- --port=80' },
    theirs: document({ app: { command: ['npm', 'run', 'start', '--', '--port=80'] } }),
  },
  {
    name: 'environment files, which replace those that are there',
    inputs: { 'env-files': 'arn:aws:s3:::settings/a.env\n\n  arn:aws:s3:::settings/b.env\n' },
    theirs: document({
      app: {
        environmentFiles: ['a', 'b'].map((name) => ({
          value: `arn:aws:s3:::settings/${name}.env`,
          type: 's3',
        })),
      },
    }),
  },
  {
    name: 'both roles',
    inputs: {
      'task-role-arn': 'arn:aws:iam::111122223333:role/shop-task',
      'execution-role-arn': 'arn:aws-cn:iam::111122223333:role/team/execution',
    },
    theirs: document({
      task: {
        taskRoleArn: 'arn:aws:iam::111122223333:role/shop-task',
        executionRoleArn: 'arn:aws-cn:iam::111122223333:role/team/execution',
      },
    }),
  },
  {
    name: 'two containers, which get the same',
    inputs: { 'container-name': 'app,side', 'environment-variables': 'A=1', command: 'run' },
    theirs: document({
      app: { environment: [level, set('1', 'A')], command: ['run'] },
      side: { image: 'new', environment: [set('1', 'A')], command: ['run'] },
    }),
  },
  {
    name: 'a file beside an ARN, a family and a revision: the file counts',
    inputs: {
      'task-definition-arn': 'arn:aws:ecs:eu-west-1:111122223333:task-definition/other:1',
      'task-definition-family': 'other',
      'task-definition-revision': '1',
    },
    theirs: document(),
  },
];

/** Where theirs has a defect, or where ours says more. */
export const otherForms: readonly Form[] = [
  {
    name: 'a label whose value holds an equals sign',
    inputs: { 'docker-labels': 'rule=Host(`a`) && Query(`k=v`)' },
    theirs: document({ app: { dockerLabels: { team: 'shop', rule: 'Host(`a`) && Query(`k' } } }),
    ours: document({ app: { dockerLabels: { team: 'shop', rule: 'Host(`a`) && Query(`k=v`)' } } }),
  },
  {
    name: 'a log option whose value holds one',
    inputs: { 'log-configuration-options': 'awslogs-datetime-format=%Y=%m' },
    theirs: document({ app: log({ ...logOptions, 'awslogs-datetime-format': '%Y' }) }),
    ours: document({ app: log({ ...logOptions, 'awslogs-datetime-format': '%Y=%m' }) }),
  },
  {
    name: 'another log driver: options of the old one would be refused',
    inputs: { 'log-configuration-log-driver': 'journald' },
    theirs: document({ app: log(logOptions, 'journald') }),
    ours: document({ app: { logConfiguration: { logDriver: 'journald' } } }),
  },
  {
    name: 'a log driver that is none',
    inputs: { 'log-configuration-log-driver': 'awslog' },
    theirs: refused(
      "'awslog' is invalid logConfigurationLogDriver. valid options are json-file,syslog,journald,logentries,gelf,fluentd,awslogs,splunk,awsfirelens. More details: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html",
    ),
    ours: refused(
      'The task definition shop.json has a mistake: `logConfiguration.logDriver` in container `app`, changed by an input: ECS takes `awsfirelens`, `awslogs`, `fluentd`, `gelf`, `journald`, `json-file`, `splunk`, `syslog` here, but it is `awslog`; did you mean `awslogs`? Correct what is named, or set `strict: false` to let ECS decide about the rules. Nothing was written.',
    ),
  },
  {
    name: 'a command with quotes',
    inputs: { command: 'sh -c "echo hello world"' },
    theirs: document({ app: { command: ['sh', '-c', '"echo', 'hello', 'world"'] } }),
    ours: document({ app: { command: ['sh', '-c', 'echo hello world'] } }),
  },
  {
    name: 'a command with two spaces',
    inputs: { command: 'npm  start' },
    theirs: document({ app: { command: ['npm', '', 'start'] } }),
    ours: document({ app: { command: ['npm', 'start'] } }),
  },
  {
    name: 'a space behind the comma between two containers',
    inputs: { 'container-name': 'app, side' },
    theirs: refused('Invalid task definition: Could not find container definition with matching name'),
    ours: document({ side: { image: 'new' } }),
  },
  {
    name: 'a container that is not there',
    inputs: { 'container-name': 'apq' },
    theirs: refused('Invalid task definition: Could not find container definition with matching name'),
    ours: refused(
      'The task definition has no container named apq: its containers are app, side. Write the name of one of them.',
    ),
  },
  {
    name: 'a value in double quotes',
    inputs: { 'environment-variables': 'GREETING="hello world"' },
    theirs: document({ app: { environment: [level, set('"hello world"', 'GREETING')] } }),
    ours: document({ app: { environment: [level, set('hello world', 'GREETING')] } }),
  },
  {
    name: 'a value over several lines',
    inputs: { 'environment-variables': 'KEY="-----BEGIN\nABC\n-----END"' },
    theirs: refused(
      "Cannot parse the environment variable 'ABC'. Environment variable pairs must be of the form NAME=value.",
    ),
    ours: document({ app: { environment: [level, set('-----BEGIN\nABC\n-----END', 'KEY')] } }),
  },
  {
    name: 'a space before the equals sign',
    inputs: { 'environment-variables': 'A = 1' },
    theirs: document({ app: { environment: [level, set(' 1', 'A ')] } }),
    ours: document({ app: { environment: [level, set(' 1', 'A')] } }),
  },
  {
    name: 'a variable whose name may be the second line of a secret',
    inputs: { 'environment-variables': 'KEY=abc\nde+f/g==' },
    theirs: document({ app: { environment: [level, set('abc', 'KEY'), set('=', 'de+f/g')] } }),
    ours: wrong(
      '`environment-variables` must be `NAME=value` lines, or a JSON object of texts (line 2 is neither)',
    ),
  },
  {
    name: 'a variable that is given twice',
    inputs: { 'environment-variables': 'A=1\nA=2' },
    theirs: document({ app: { environment: [level, set('2', 'A')] } }),
    ours: wrong(
      '`environment-variables` must be `NAME=value` lines, or a JSON object of texts (line 2 gives a name that a line before it has)',
    ),
  },
  {
    name: 'a secret that is no ARN and no name, which may be the secret itself',
    inputs: { secrets: 'KEY=hunter 2' },
    theirs: document({ app: { secrets: [theirSecret, { name: 'KEY', valueFrom: 'hunter 2' }] } }),
    ours: wrong(
      '`secrets` must be `NAME=ARN`, or `NAME=` and the name of a parameter, one a line (the value in line 1 is not)',
    ),
  },
  {
    name: 'a secret that has the name of a variable: ECS refuses both together',
    inputs: { secrets: 'LEVEL=arn:aws:ssm:eu-west-1:111122223333:parameter/level' },
    theirs: document({ app: { secrets: [theirSecret, secret('LEVEL', 'level')] } }),
    ours: refused(
      'The task definition shop.json has a mistake: `environment.LEVEL.name` in container `app`, line 1: the container has a secret of this name; take one of them out: `unset: containerDefinitions.app.environment.LEVEL`. Correct what is named, or set `strict: false` to let ECS decide about the rules. Nothing was written.',
    ),
  },
  {
    name: 'a role in a partition that AWS opened later',
    inputs: { 'task-role-arn': 'arn:aws-eusc:iam::111122223333:role/shop-task' },
    theirs: refused(
      'Invalid ARN format for task-role-arn. Expected format: arn:aws:iam::<account-id>:role/<role-name>',
    ),
    ours: document({ task: { taskRoleArn: 'arn:aws-eusc:iam::111122223333:role/shop-task' } }),
  },
  {
    name: 'a template in YAML',
    inputs: { 'task-definition': 'shop.yml' },
    files: { 'shop.yml': yaml },
    theirs: refused('shop is not defined'),
    ours: {
      kind: 'document',
      task: { family: 'shop', containerDefinitions: [{ name: 'app', image: 'new', memory: 128 }] },
    },
  },
  {
    name: 'a template in JSON with comments and trailing commas',
    inputs: { 'task-definition': 'commented.json' },
    files: {
      'commented.json': '{ // ours\n"family":"shop","containerDefinitions":[{"name":"app","memory":128,},],}',
    },
    theirs: refused("Expected property name or '}' in JSON at position 2 (line 1 column 3)"),
    ours: {
      kind: 'document',
      task: { family: 'shop', containerDefinitions: [{ name: 'app', memory: 128, image: 'new' }] },
    },
  },
  {
    name: 'a template that is a program',
    inputs: { 'task-definition': 'shop.js' },
    files: {
      'shop.js': 'module.exports = { family: "shop", containerDefinitions: [{ name: "app", memory: 128 }] };',
    },
    // It is run, with the credentials of the job in its environment.
    theirs: {
      kind: 'document',
      task: { family: 'shop', containerDefinitions: [{ name: 'app', memory: 128, image: 'new' }] },
    },
    ours: refused(
      "The task definition shop.js:1:28 can't be used: a second name, or a list, begins on the line of a name; if it is text, put the value in quotes. Give a JSON or YAML file with what `aws ecs register-task-definition` takes.",
    ),
  },
  {
    name: 'a revision without a family',
    inputs: { 'task-definition': '', 'task-definition-revision': '7' },
    // And then it goes on, asks AWS for nothing, and prints what AWS makes of that.
    theirs: refused(
      "You can't fetch task definition with just revision: Either use task definition file, arn or family name",
    ),
    ours: wrong('`task-definition-revision` needs `task-definition-family`'),
  },
  {
    name: 'no image, but something else',
    inputs: { image: '', 'environment-variables': 'LEVEL=debug' },
    theirs: refused('Input required and not supplied: image'),
    ours: document({ app: { image: 'old', environment: [set('debug')] } }),
  },
  {
    name: 'an image that got lost on its way, and nothing else',
    inputs: { image: '' },
    theirs: refused('Input required and not supplied: image'),
    ours: wrong(
      '`container-name` is set, but nothing for it: `image`, `repository` and `digest`, `environment-variables` or another input for a container (an output that holds a masked value arrives empty)',
    ),
  },
];

/** The document that an outcome comes to. */
export function documentOf({
  app: inApp,
  side: inSide,
  task,
}: Extract<Outcome, { kind: 'document' }>): JsonObject {
  const containerDefinitions = [
    { ...app, ...inApp },
    { ...side, ...inSide },
  ];
  return task?.containerDefinitions === undefined ? { ...rest, ...task, containerDefinitions } : task;
}
