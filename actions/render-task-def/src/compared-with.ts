/** What the rendered document is compared with: the template, what a service runs now, or nothing. */
import type { JsonObject } from '@slipway/documents/value';
import type { Template } from '@slipway/task-definition/reading/read';
import { documentOf } from '@slipway/task-definition/registered';
import type { Comparison } from './comparison.ts';
import type { Ports } from './ports.ts';

export interface Compared {
  /** In words; undefined when there is nothing to compare with. */
  readonly name: string | undefined;
  readonly document: JsonObject | undefined;
  /** Undefined when no service was asked about. */
  readonly isExecEnabled: boolean | undefined;
}

/** @throws Failure when the service is not there. */
export async function comparedWith(
  comparison: Comparison,
  template: Template,
  { services, templates }: Pick<Ports, 'services' | 'templates'>,
): Promise<Compared> {
  if (comparison.kind === 'none') return { name: undefined, document: undefined, isExecEnabled: undefined };
  if (comparison.kind === 'template')
    return { name: 'the template', document: template.document, isExecEnabled: undefined };
  const { taskDefinition: running, isExecEnabled } = await services().read(comparison);
  const { taskDefinition, tags } = await templates().read(running);
  const revision = running.replace(/^.*:task-definition\//, '');
  return {
    name: `${revision}, which the service ${comparison.service} runs`,
    document: documentOf(taskDefinition, tags),
    isExecEnabled,
  };
}
