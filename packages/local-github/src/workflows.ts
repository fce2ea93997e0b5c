/** Dispatches under both API versions, and looks at the runs they start. */
import { fieldsOf, pageOf, type ApiAnswer, type ApiRequest, type Route } from './answer.ts';
import { Refusal } from './refusal.ts';
import { perform, type Job, type Run, type WorkflowHandler } from './runs.ts';
import { mustHave } from './tokens.ts';

export interface WorkflowWorld {
  /** `owner/name`. */
  readonly repository: string;
  /** Base of API and pages: `http://127.0.0.1:PORT`. */
  readonly url: () => string;
  /** By file name. */
  readonly handlers: Readonly<Record<string, WorkflowHandler>>;
  /** Branches and tags that exist. */
  readonly refs: readonly string[];
  readonly runs: Run[];
  /** False for an older server, which answers 400 to `return_run_details`. */
  readonly tellsRuns: boolean;
}

/** A run as GitHub describes it. */
interface RunBody {
  readonly url: string;
  readonly html_url: string;
  readonly [member: string]: unknown;
}

const mostInputs = 25;
const largestInputs = 65_535;
const firstRun = 1001;

export function workflowRoutes(world: WorkflowWorld): readonly Route[] {
  return [
    {
      method: 'POST',
      path: /^\/actions\/workflows\/([^/]+)\/dispatches$/,
      answer: (request, [workflow = '']) => dispatch(world, request, workflow),
    },
    {
      method: 'GET',
      path: /^\/actions\/runs\/(\d+)$/,
      answer: ({ caller }, [id = '']) => {
        mustHave(caller, 'actions', 'read');
        return { status: 200, body: describeRun(world, runOf(world, id)) };
      },
    },
    {
      method: 'GET',
      path: /^\/actions\/runs\/(\d+)\/jobs$/,
      answer: ({ caller, query }, [id = '']) => {
        mustHave(caller, 'actions', 'read');
        const run = runOf(world, id);
        const jobs = pageOf(run.jobs, query, { usual: 30, most: 100 }).map((job) =>
          describeJob(world, run, job),
        );
        return { status: 200, body: { total_count: run.jobs.length, jobs } };
      },
    },
  ];
}

function dispatch(world: WorkflowWorld, request: ApiRequest, workflow: string): ApiAnswer {
  mustHave(request.caller, 'actions', 'write');
  const body = fieldsOf(request.body);
  const wanted = body.return_run_details;
  const isNewest = request.version !== '2022-11-28';
  if (wanted !== undefined && (isNewest || !world.tellsRuns)) {
    throw new Refusal(400, 'Invalid request.\n\n"return_run_details" is not a permitted key.');
  }
  const handler = handlerOf(world, workflow);
  const ref = refOf(world, body.ref);
  const inputs = inputsOf(handler, body.inputs);
  const run = start(world, { workflow, handler, ref, inputs });
  if (!isNewest && wanted !== true) return { status: 204 };
  const { url, html_url } = describeRun(world, run);
  return { status: 200, body: { workflow_run_id: run.id, run_url: url, html_url } };
}

function handlerOf(world: WorkflowWorld, workflow: string): WorkflowHandler {
  const handler = Object.hasOwn(world.handlers, workflow) ? world.handlers[workflow] : undefined;
  if (handler === undefined) throw new Refusal(404, 'Not Found');
  if (handler.disabled === true)
    throw new Refusal(422, "Cannot trigger a 'workflow_dispatch' on a disabled workflow");
  if (handler.dispatchable === false)
    throw new Refusal(422, "Workflow does not have 'workflow_dispatch' trigger");
  return handler;
}

/** GitHub takes branches and tags, short or full, and never a commit. */
function refOf({ refs }: WorkflowWorld, ref: unknown): string {
  if (typeof ref !== 'string' || ref === '') throw new Refusal(422, '"ref" wasn\'t supplied.');
  const short = ref.replace(/^refs\/(?:heads|tags)\//, '');
  if (!refs.includes(short)) throw new Refusal(422, `No ref found for: ${ref}`);
  return short;
}

function inputsOf({ inputs: declared }: WorkflowHandler, given: unknown): Record<string, string> {
  const inputs = Object.fromEntries(
    Object.entries(fieldsOf(given)).map(([name, value]) => [name, String(value)]),
  );
  const names = Object.keys(inputs);
  if (names.length > mostInputs)
    throw new Refusal(422, `you may only define up to ${String(mostInputs)} inputs`);
  if (JSON.stringify(inputs).length > largestInputs) throw new Refusal(422, 'inputs are too large.');
  const unexpected = names.filter((name) => !Object.hasOwn(declared, name));
  if (unexpected.length > 0)
    throw new Refusal(422, `Unexpected inputs provided: ${JSON.stringify(unexpected)}`);
  for (const [name, { required, default: usual }] of Object.entries(declared)) {
    if (inputs[name] !== undefined) continue;
    if (usual !== undefined) inputs[name] = usual;
    else if (required === true) throw new Refusal(422, `Required input '${name}' not provided`);
  }
  return inputs;
}

function start(
  world: WorkflowWorld,
  {
    workflow,
    handler,
    ref,
    inputs,
  }: { workflow: string; handler: WorkflowHandler; ref: string; inputs: Record<string, string> },
): Run {
  const run: Run = {
    id: firstRun + world.runs.length,
    workflow,
    name: handler.name ?? workflow,
    ref,
    inputs,
    status: 'queued',
    conclusion: null,
    jobs: [],
    error: undefined,
    ended: Promise.resolve(),
  };
  world.runs.push(run);
  perform(run, handler);
  return run;
}

function runOf(world: WorkflowWorld, id: string): Run {
  const run = world.runs.find((each) => each.id === Number(id));
  if (run === undefined) throw new Refusal(404, 'Not Found');
  return run;
}

function describeRun(world: WorkflowWorld, run: Run): RunBody {
  const path = `${world.repository}/actions/runs/${String(run.id)}`;
  return {
    id: run.id,
    name: run.name,
    path: `.github/workflows/${run.workflow}`,
    event: 'workflow_dispatch',
    head_branch: run.ref,
    run_attempt: 1,
    status: run.status,
    conclusion: run.conclusion,
    url: `${world.url()}/repos/${path}`,
    html_url: `${world.url()}/${path}`,
    jobs_url: `${world.url()}/repos/${path}/jobs`,
  };
}

function describeJob(world: WorkflowWorld, run: Run, job: Job): object {
  return {
    ...job,
    run_id: run.id,
    html_url: `${world.url()}/${world.repository}/actions/runs/${String(run.id)}/job/${String(job.id)}`,
  };
}
