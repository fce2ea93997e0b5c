/** Events that no call of the API makes, such as a push: whoever holds the local GitHub says that they happen. */
import type { OutsideEvent } from '../../repositories/repository.ts';
import { textAt, workflowOf } from '../catalog/catalog.ts';
import type { Run } from '../runs/runs.ts';
import type { WorkflowSite } from '../world.ts';
import { start } from './starting.ts';

const actor = 'local';

export function startOutside(site: WorkflowSite, outside: OutsideEvent): Run {
  const { workflow, event, ref = site.defaultBranch, inputs = {}, payload = {} } = outside;
  const { file, handler } = workflowOf(site, workflow);
  const text = textAt(handler, ref) ?? handler;
  return start(site, { workflow: file, handler, text, event, ref, inputs, payload, actor });
}
