/** The workflows of the repository: found by file name or id, with what their files say at a ref. */
import { Refusal } from '../../refusal.ts';
import type { WorkflowHandler, WorkflowState, WorkflowText } from '../handlers.ts';
import type { WorkflowSite, WorkflowWorld } from '../world.ts';

export interface Workflow {
  readonly id: number;
  /** `release.yml` */
  readonly file: string;
  readonly handler: WorkflowHandler;
}

const firstId = 5001;

export const workflowsOf = ({ handlers }: WorkflowWorld): readonly Workflow[] =>
  Object.entries(handlers).map(([file, handler], index) => ({ id: firstId + index, file, handler }));

/** @param named by id or file name. @throws Refusal 404 also for a workflow that is not on the default branch */
export function workflowOf(world: WorkflowWorld, named: string): Workflow {
  const found = workflowsOf(world).find(({ id, file }) => String(id) === named || file === named);
  if (found === undefined || textAt(found.handler, world.defaultBranch) === undefined)
    throw new Refusal(404, 'Not Found');
  return found;
}

/** What the file says there; undefined when there is none. */
export function textAt(handler: WorkflowHandler, ref: string): WorkflowText | undefined {
  const there = handler.at !== undefined && Object.hasOwn(handler.at, ref) ? handler.at[ref] : {};
  return there === false ? undefined : { ...handler, ...there };
}

export const stateOf = (
  { states }: WorkflowSite,
  { file, handler }: Pick<Workflow, 'file' | 'handler'>,
): WorkflowState =>
  states.get(file) ?? handler.state ?? (handler.disabled === true ? 'disabled_manually' : 'active');
