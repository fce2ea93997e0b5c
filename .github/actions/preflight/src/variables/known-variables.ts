/** The variables that docs/aws.md tells of: what each one is, an example, and the form that a workflow can use. */
import { ecrRepository, matching, region, Unreadable, type Parser } from '@slipway/action-kit/parsers';

export interface KnownVariable {
  /** `the name of the cluster`. */
  readonly meaning: string;
  readonly example: string;
  readonly parser: Parser<string>;
  /** It has to be there before the infrastructure workflow can run, so a person sets it. */
  readonly isFirst?: true;
  /** The input that may be given instead. */
  readonly input?: string;
}

/** ECS's own rule for names of clusters, services and families. */
const ecsName = /^[A-Za-z0-9_-]{1,255}$/;

const roleArn = matching(
  /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/,
  'the ARN of a role such as `arn:aws:iam::111122223333:role/web-build`',
);

/** A name, and for an ARN the name in it. */
const named = (what: string, example: string): Parser<string> => ({
  expects: `the name of ${what} such as \`${example}\``,
  read: (text) => {
    if (ecsName.test(text)) return text;
    const name = /^arn:.*[/:]([A-Za-z0-9_-]*[A-Za-z_-][A-Za-z0-9_-]*)(?::\d+)?$/.exec(text)?.[1];
    throw new Unreadable(name === undefined ? undefined : `of that ARN it is \`${name}\``);
  },
});

/** What stands in front of the name is the registry, which is asked for. */
const repository: Parser<string> = {
  expects: ecrRepository.expects,
  read: (text) => {
    const name = /^(?:[\w.-]+[.:][\w.-]*\/)(.+?)(?:[:@].*)?$/.exec(text)?.[1];
    if (name !== undefined) throw new Unreadable(`without the registry it is \`${name}\``);
    return ecrRepository.read(text);
  },
};

const role = (duty: string, does: string): KnownVariable => ({
  meaning: `the ARN of the role that ${does}`,
  example: `arn:aws:iam::111122223333:role/web-${duty}`,
  parser: roleArn,
});

export const knownVariables: Readonly<Record<string, KnownVariable>> = {
  AWS_REGION: { meaning: 'the AWS region of all that is used', example: 'eu-west-1', parser: region },
  ECS_CLUSTER: {
    meaning: 'the name of the cluster',
    example: 'production',
    parser: named('a cluster', 'production'),
  },
  ECS_SERVICE: {
    meaning: 'the name of the service',
    example: 'web',
    parser: named('a service', 'web'),
    input: 'service',
  },
  ECR_REPOSITORY: {
    meaning: 'the name of the repository for the image',
    example: 'team/web',
    parser: repository,
  },
  ECS_TASK_TEMPLATE: {
    meaning: 'the family of the template task definition',
    example: 'web-template',
    parser: named('a family', 'web-template'),
  },
  AWS_ROLE_BUILD: role('build', 'pushes the image'),
  AWS_ROLE_SCAN: role('scan', 'reads its scan'),
  AWS_ROLE_DEPLOY: role('deploy', 'registers and deploys'),
  AWS_ROLE_PLAN: {
    ...role('plan', 'plans what Terraform would change, from its stack bootstrap'),
    isFirst: true,
  },
  AWS_ROLE_APPLY: {
    ...role('apply', 'applies what Terraform planned, from its stack bootstrap'),
    isFirst: true,
  },
};
