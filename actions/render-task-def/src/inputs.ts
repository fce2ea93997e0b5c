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
import type { contract } from './contract.ts';
import { environmentVariables } from './environment-variables.ts';
import { containerImage, imageName } from './image-source.ts';

const family = matching(/^[A-Za-z0-9_-]{1,255}$/, 'a family: up to 255 letters, digits, `-` and `_`');

const taskDefinitionArn = matching(
  /^arn:[a-z0-9-]+:ecs:[a-z0-9-]+:\d{12}:task-definition\/[A-Za-z0-9_-]+(?::\d+)?$/,
  'an ARN such as `arn:aws:ecs:eu-west-1:111122223333:task-definition/web:42`',
);

const containerNames = refined(text, 'names of containers, separated by commas', (value) => {
  const names = value
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  // For no container, images and variables would be left out without a word.
  if (names.length === 0) throw new Unreadable('there is no name between the commas');
  return names;
});

export const inputs = {
  'task-definition': optional(text),
  'task-definition-arn': optional(taskDefinitionArn),
  'task-definition-family': optional(family),
  'task-definition-revision': optional(wholeNumber(1)),
  'container-name': optional(containerNames),
  image: optional(imageName),
  repository: optional(ecrRepository),
  digest: optional(digest),
  'registry-id': optional(accountId),
  region: optional(region),
  images: optional(lines(containerImage)),
  family: optional(family),
  'environment-variables': optional(environmentVariables),
  'output-file': optional(text),
  'dry-run': required(boolean),
} satisfies InputTable<typeof contract>;

export type Inputs = InputsOf<typeof inputs>;
