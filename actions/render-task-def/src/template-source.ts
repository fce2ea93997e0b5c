/** Which template the inputs name. Of several the first one counts, as the aws-actions have it; the others are told. */
import type { InputName } from '@slipway/action-kit/inputs';
import type { contract } from './contract.ts';
import type { Inputs } from './inputs.ts';

export type TemplateSource =
  | { readonly kind: 'file'; readonly path: string }
  /** ARN, family, or family:revision. */
  | { readonly kind: 'registered'; readonly reference: string };

export interface NamedTemplate {
  readonly source: TemplateSource;
  readonly input: TemplateInput;
  /** Inputs that name another one, and are set in vain. */
  readonly unread: readonly TemplateInput[];
}

type TemplateInput = Extract<InputName<typeof contract>, `task-definition${string}`>;

/** Undefined when none is named. */
export function templateOf(inputs: Inputs): NamedTemplate | undefined {
  const [first, ...others] = named(inputs);
  if (first === undefined) return undefined;
  const unread = others.map(({ input }) => input);
  const isRevisionRead =
    inputs.taskDefinitionRevision === undefined || first.input === 'task-definition-family';
  return { ...first, unread: isRevisionRead ? unread : [...unread, 'task-definition-revision'] };
}

function named(inputs: Inputs): readonly Omit<NamedTemplate, 'unread'>[] {
  const { taskDefinition: path, taskDefinitionArn: arn, taskDefinitionFamily: family } = inputs;
  const revision =
    inputs.taskDefinitionRevision === undefined ? '' : `:${String(inputs.taskDefinitionRevision)}`;
  return [
    ...(path === undefined ? [] : [{ input: 'task-definition', source: { kind: 'file', path } } as const]),
    ...registered('task-definition-arn', arn),
    ...registered('task-definition-family', family === undefined ? undefined : `${family}${revision}`),
  ];
}

const registered = (
  input: TemplateInput,
  reference: string | undefined,
): readonly Omit<NamedTemplate, 'unread'>[] =>
  reference === undefined ? [] : [{ input, source: { kind: 'registered', reference } }];

/** @returns the problem of a template that is not named, in words. */
export function noTemplate({ taskDefinitionRevision }: Inputs): string {
  if (taskDefinitionRevision !== undefined)
    return '`task-definition-revision` needs `task-definition-family`';
  return 'one of `task-definition`, `task-definition-arn`, `task-definition-family` must be set, but none is';
}
