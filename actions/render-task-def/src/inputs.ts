/** The inputs of render-task-def, each with its parser. */
import { optional, required, type InputsOf, type InputTable } from '@slipway/action-kit/inputs';
import {
  accountId,
  boolean,
  digest,
  ecrRepository,
  lines,
  matching,
  refined,
  region,
  text,
  Unreadable,
  wholeNumber,
} from '@slipway/action-kit/parsers';
import { namedPathOf } from '@slipway/task-definition/changing/named-path';
import { isSecretSource, objectArn, roleArn, taskDefinitionArn } from './arns.ts';
import { commandWords } from './command-words.ts';
import { comparison } from './comparison.ts';
import { containerChoice } from './container-choice.ts';
import type { contract } from './contract.ts';
import { environmentVariables } from './environment-variables.ts';
import { healthCheck } from './health-check.ts';
import { containerImage, imageName } from './image-source.ts';
import { mergePatchText } from './merge-patch.ts';
import { pairs } from './pairs.ts';
import { runtimePlatform } from './runtime-platform.ts';

const family = matching(/^[A-Za-z0-9_-]{1,255}$/, 'a family: up to 255 letters, digits, `-` and `_`');

const cpu = matching(/^(?:\d+|\d*\.?\d+ ?vCPU)$/i, 'CPU units such as `256`, or vCPUs such as `.25 vCPU`');
const memory = matching(/^(?:\d+|\d*\.?\d+ ?GB)$/i, 'MiB such as `512`, or gigabytes such as `2 GB`');

const path = refined(text, 'a path such as `containerDefinitions.web.environment.DEBUG`', (value) => {
  const found = namedPathOf(value);
  if (found === undefined) throw new Unreadable();
  return found;
});

export const inputs = {
  'task-definition': optional(text),
  'task-definition-arn': optional(taskDefinitionArn),
  'task-definition-family': optional(family),
  'task-definition-revision': optional(wholeNumber(1)),
  'container-name': optional(containerChoice),
  image: optional(imageName),
  repository: optional(ecrRepository),
  digest: optional(digest),
  'registry-id': optional(accountId),
  region: optional(region),
  images: optional(lines(containerImage)),
  family: optional(family),
  'environment-variables': optional(environmentVariables),
  'env-files': optional(lines(objectArn)),
  secrets: optional(pairs('`NAME=ARN`, or `NAME=` and the name of a parameter', isSecretSource)),
  'docker-labels': optional(pairs('`key=value`')),
  'log-configuration-log-driver': optional(text),
  'log-configuration-options': optional(pairs('`key=value`')),
  command: optional(commandWords),
  'entry-point': optional(commandWords),
  'health-check': optional(healthCheck),
  'task-role-arn': optional(roleArn),
  'execution-role-arn': optional(roleArn),
  cpu: optional(cpu),
  memory: optional(memory),
  'runtime-platform': optional(runtimePlatform),
  'ephemeral-storage': optional(wholeNumber(1)),
  tags: optional(pairs('`key=value`')),
  'merge-patch': optional(mergePatchText),
  unset: optional(lines(path)),
  strict: required(boolean),
  'compare-with': required(comparison),
  'output-file': optional(text),
  'dry-run': required(boolean),
} satisfies InputTable<typeof contract>;

export type Inputs = InputsOf<typeof inputs>;
