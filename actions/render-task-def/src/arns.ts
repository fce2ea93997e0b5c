/** The ARNs that inputs may hold. Partitions are not listed: AWS opens new ones. */
import { matching } from '@slipway/action-kit/parsers';

export const taskDefinitionArn = matching(
  /^arn:[a-z0-9-]+:ecs:[a-z0-9-]+:\d{12}:task-definition\/[A-Za-z0-9_-]+(?::\d+)?$/,
  'an ARN such as `arn:aws:ecs:eu-west-1:111122223333:task-definition/web:42`',
);

export const roleArn = matching(
  /^arn:[a-z0-9-]+:iam::\d{12}:role\/[\w+=,.@/-]+$/,
  'the ARN of a role such as `arn:aws:iam::111122223333:role/web-task`',
);

export const objectArn = matching(
  /^arn:[a-z0-9-]+:s3:::[a-z0-9.-]+\/\S+$/,
  'the ARN of an S3 object such as `arn:aws:s3:::my-bucket/web.env`',
);

/** ECS takes the name of a parameter, too, when it is in the region of the task. */
export const isSecretSource = (value: string): boolean =>
  /^(?:arn:[a-z0-9-]+:[^\s"']+|[\w./-]+)$/.test(value);
