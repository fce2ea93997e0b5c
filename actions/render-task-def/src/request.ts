/** What the inputs ask for when they are taken together: one template, and what to change in it. */
import { wrongInputs } from '@slipway/action-kit/inputs';
import type { ContainerImage, ImageSource } from './image-source.ts';
import type { Inputs } from './inputs.ts';

export type TemplateSource =
  | { readonly kind: 'file'; readonly path: string }
  /** ARN, family, or family:revision. */
  | { readonly kind: 'registered'; readonly reference: string };

export interface Request {
  readonly template: TemplateSource;
  /** The containers that `image` and `environment` are for; undefined for the only one of the template. */
  readonly containers: readonly string[] | undefined;
  readonly image: ImageSource | undefined;
  readonly images: readonly ContainerImage[];
  readonly environment: ReadonlyMap<string, string>;
  readonly family: string | undefined;
  /** Undefined for a temporary file. */
  readonly outputFile: string | undefined;
  readonly dryRun: boolean;
}

/** @throws Failure of kind input that names every combination that is impossible. */
export function requestOf(inputs: Inputs): Request {
  const problems = [...templateProblems(inputs), ...imageProblems(inputs)];
  const template = templateOf(inputs);
  if (template === undefined || problems.length > 0) throw wrongInputs(problems);
  return {
    template,
    containers: inputs.containerName,
    image: imageOf(inputs),
    images: inputs.images ?? [],
    environment: inputs.environmentVariables ?? new Map(),
    family: inputs.family,
    outputFile: inputs.outputFile,
    dryRun: inputs.dryRun,
  };
}

function templateOf(inputs: Inputs): TemplateSource | undefined {
  const {
    taskDefinition,
    taskDefinitionArn,
    taskDefinitionFamily,
    taskDefinitionRevision: revision,
  } = inputs;
  if (taskDefinition !== undefined) return { kind: 'file', path: taskDefinition };
  if (taskDefinitionArn !== undefined) return { kind: 'registered', reference: taskDefinitionArn };
  if (taskDefinitionFamily === undefined) return undefined;
  const reference =
    revision === undefined ? taskDefinitionFamily : `${taskDefinitionFamily}:${String(revision)}`;
  return { kind: 'registered', reference };
}

function imageOf({ image, repository, digest }: Inputs): ImageSource | undefined {
  if (image !== undefined) return { kind: 'given', image };
  return repository === undefined || digest === undefined ? undefined : { kind: 'ecr', repository, digest };
}

function templateProblems(inputs: Inputs): readonly string[] {
  const sources = {
    'task-definition': inputs.taskDefinition,
    'task-definition-arn': inputs.taskDefinitionArn,
    'task-definition-family': inputs.taskDefinitionFamily,
  };
  const set = Object.entries(sources).flatMap(([name, value]) =>
    value === undefined ? [] : [`\`${name}\``],
  );
  const problems: string[] = [];
  if (set.length !== 1) {
    const found = set.length === 0 ? 'none is set' : `${set.join(' and ')} are set`;
    problems.push(
      `exactly one of ${Object.keys(sources)
        .map((name) => `\`${name}\``)
        .join(', ')} must be set, but ${found}`,
    );
  }
  if (inputs.taskDefinitionRevision !== undefined && inputs.taskDefinitionFamily === undefined) {
    problems.push('`task-definition-revision` needs `task-definition-family`');
  }
  return problems;
}

function imageProblems(inputs: Inputs): readonly string[] {
  const { image, repository, digest, containerName, environmentVariables, images } = inputs;
  const problems: string[] = [];
  if (image !== undefined && (repository ?? digest) !== undefined) {
    problems.push('`image` can not stand together with `repository` and `digest`');
  }
  if ((repository === undefined) !== (digest === undefined)) {
    problems.push(
      `\`${repository === undefined ? 'digest' : 'repository'}\` needs \`${repository === undefined ? 'repository' : 'digest'}\``,
    );
  }
  // An output that GitHub dropped arrives as an empty input: nothing may be deployed unchanged because of it.
  if (containerName !== undefined && (image ?? repository ?? digest ?? environmentVariables) === undefined) {
    problems.push(
      '`container-name` is set, but nothing for it: `image`, or `repository` and `digest`, or `environment-variables` (an output that holds a masked value arrives empty)',
    );
  }
  const names = (images ?? []).map(({ container }) => container);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) problems.push(`\`images\` names the container ${twice} twice`);
  return problems;
}
