/** What the inputs ask for when they are taken together: one template, and what to change in it. */
import { wrongInputs } from '@slipway/action-kit/inputs';
import type { JsonObject } from '@slipway/documents/value';
import type { TaskMembers } from '@slipway/task-definition/changing/task-members';
import type { NamedPath } from '@slipway/task-definition/changing/named-path';
import type { Comparison } from './comparison.ts';
import type { ContainerChoice } from './container-choice.ts';
import { changesOf, settingsOf, type ContainerSettings } from './container-settings.ts';
import { imageOf, imageProblems } from './image-inputs.ts';
import type { ContainerImage, ImageSource } from './image-source.ts';
import type { Inputs } from './inputs.ts';
import { noTemplate, templateOf, type NamedTemplate } from './template-source.ts';

export interface Request {
  readonly template: NamedTemplate;
  /** The containers that `image` and `settings` are for; undefined for the only one of the template. */
  readonly containers: ContainerChoice | undefined;
  readonly image: ImageSource | undefined;
  readonly images: readonly ContainerImage[];
  readonly settings: ContainerSettings;
  readonly task: TaskMembers;
  readonly tags: ReadonlyMap<string, string>;
  readonly mergePatch: JsonObject | undefined;
  readonly unset: readonly NamedPath[];
  /** Whether broken rules fail the step. */
  readonly strict: boolean;
  readonly compareWith: Comparison;
  /** Undefined for a temporary file. */
  readonly outputFile: string | undefined;
  readonly dryRun: boolean;
}

/** @throws Failure of kind input that names every combination that is impossible. */
export function requestOf(inputs: Inputs): Request {
  const template = templateOf(inputs);
  const settings = settingsOf(inputs);
  const problems = [...imageProblems(inputs), ...nothingToSet(inputs, settings)];
  if (template === undefined) throw wrongInputs([noTemplate(inputs), ...problems]);
  if (problems.length > 0) throw wrongInputs(problems);
  return {
    template,
    containers: inputs.containerName,
    image: imageOf(inputs),
    images: inputs.images ?? [],
    settings,
    task: taskMembersOf(inputs),
    tags: inputs.tags ?? new Map(),
    mergePatch: inputs.mergePatch,
    unset: inputs.unset ?? [],
    strict: inputs.strict,
    compareWith: inputs.compareWith,
    outputFile: inputs.outputFile,
    dryRun: inputs.dryRun,
  };
}

const taskMembersOf = (inputs: Inputs): TaskMembers => ({
  family: inputs.family,
  taskRoleArn: inputs.taskRoleArn,
  executionRoleArn: inputs.executionRoleArn,
  cpu: inputs.cpu,
  memory: inputs.memory,
  runtimePlatform: inputs.runtimePlatform,
  ephemeralStorage:
    inputs.ephemeralStorage === undefined ? undefined : { sizeInGiB: inputs.ephemeralStorage },
});

/** An output that GitHub dropped arrives as an empty input: nothing may be deployed unchanged because of it. */
function nothingToSet(inputs: Inputs, settings: ContainerSettings): readonly string[] {
  const { containerName, image, repository, digest } = inputs;
  const isSomethingSet = (image ?? repository ?? digest) !== undefined || changesOf(settings).length > 0;
  if (containerName === undefined || isSomethingSet) return [];
  return [
    '`container-name` is set, but nothing for it: `image`, `repository` and `digest`, `environment-variables` or another input for a container (an output that holds a masked value arrives empty)',
  ];
}
