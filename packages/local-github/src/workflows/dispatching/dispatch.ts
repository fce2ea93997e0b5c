/** workflow_dispatch under the API versions that the server knows: what is refused, and what is told of the run. */
import { fieldsOf, type ApiAnswer, type ApiRequest, type Route } from '../../answer.ts';
import { userOf } from '../../tokens.ts';
import { Refusal } from '../../refusal.ts';
import { stateOf, textAt, workflowOf } from '../catalog/catalog.ts';
import { inputsOf } from './dispatched-inputs.ts';
import type { WorkflowText } from '../handlers.ts';
import { runUrls } from '../runs/shown-run.ts';
import { start } from '../performing/starting.ts';
import type { WorkflowSite, WorkflowWorld } from '../world.ts';

export function dispatchRoute(site: WorkflowSite): Route {
  return {
    method: 'POST',
    path: /^\/actions\/workflows\/([^/]+)\/dispatches$/,
    needs: [{ actions: 'write' }],
    answer: (request, [workflow = '']) => dispatch(site, request, workflow),
  };
}

function dispatch(site: WorkflowSite, request: ApiRequest, named: string): ApiAnswer {
  const body = fieldsOf(request.body);
  const tells = tellsRun(site, request.version, body.return_run_details);
  const { file, handler } = workflowOf(site, named);
  if (stateOf(site, { file, handler }) !== 'active')
    throw new Refusal(422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow");
  const ref = refOf(site, body.ref);
  const text = dispatchable(textAt(handler, ref));
  const inputs = inputsOf(text, body.inputs);
  const actor = userOf(request.caller).login;
  const event = 'workflow_dispatch';
  const run = start(site, { workflow: file, handler, text, event, ref, inputs, payload: {}, actor });
  if (!tells) return { status: 204 };
  const { url, html_url } = runUrls(site, run);
  return { status: 200, body: { workflow_run_id: run.id, run_url: url, html_url } };
}

/** @throws Refusal where the version, or the server, does not know the field. */
function tellsRun({ age }: WorkflowWorld, version: string, wanted: unknown): boolean {
  const isNewest = version !== '2022-11-28';
  if (wanted !== undefined && (isNewest || age === 'older'))
    throw new Refusal(400, 'Invalid request.\n\n"return_run_details" is not a permitted key.');
  return isNewest || wanted === true;
}

/** A file that is not there at the ref has no trigger there either. */
function dispatchable(text: WorkflowText | undefined): WorkflowText {
  if (text === undefined || text.dispatchable === false)
    throw new Refusal(422, "Workflow does not have 'workflow_dispatch' trigger");
  return text;
}

/** GitHub takes branches and tags, short or full, and never a commit. */
function refOf({ refs }: WorkflowWorld, ref: unknown): string {
  if (typeof ref !== 'string' || ref === '') throw new Refusal(422, '"ref" wasn\'t supplied.');
  const short = ref.replace(/^refs\/(?:heads|tags)\//, '');
  if (!refs.includes(short)) throw new Refusal(422, `No ref found for: ${ref}`);
  return short;
}
