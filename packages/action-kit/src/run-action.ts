/**
 * Runs an action: reads its inputs, hands it the world, prints its report, and decides exit code and failure
 * text. Every output is set on every path, failures included.
 */
import type { Annotation } from './annotation.ts';
import { realClock } from './clock.ts';
import { readJob, type Job } from './environment.ts';
import { asFailure, whoActs, type Failure } from './failures.ts';
import { realFiles } from './files.ts';
import { readInputs, type Contract, type InputsOf, type InputTable, type OutputName } from './inputs.ts';
import {
  block,
  heading,
  join,
  link,
  list,
  message as withCode,
  paragraph,
  sentence,
  type Markdown,
} from './markdown.ts';
import type { Clock, Files, Log, Random } from './ports.ts';
import { realRandom } from './random.ts';
import type { Report } from './report.ts';
import { githubRunner, type Runner } from './runner.ts';

/** The world as an action sees it. */
export interface Runtime {
  readonly log: Log;
  readonly clock: Clock;
  readonly random: Random;
  readonly files: Files;
  readonly job: Job;
  /** Aborted by the first SIGINT or SIGTERM; the runner then leaves some ten seconds. */
  readonly cancelled: AbortSignal;
  /** Aborted by a cancel too, and at the latest once the run has its end: nothing is sent again afterwards. */
  readonly over: AbortSignal;
  /** Keeps JSON for the post step of this job; the last call wins. */
  readonly saveState: (state: unknown) => void;
}

/** What a post step tells; it never makes a job red. */
export type PostReport = Pick<Report, 'lines' | 'annotations'> & { readonly summary?: Markdown };

export interface Action<C extends Contract, Table extends InputTable<C>> {
  readonly contract: C;
  readonly inputs: Table;
  readonly run: (inputs: InputsOf<Table>, runtime: Runtime) => Promise<Report<OutputName<C>>>;
  /** Outputs to set when `run` throws; those not named are set to ''. */
  readonly outputsOnFailure?: (failure: Failure) => Partial<Record<OutputName<C>, string>>;
  /** Called in the post step with what `run` saved; not called when it saved nothing. */
  readonly post?: (state: unknown, runtime: Runtime) => Promise<PostReport>;
}

const stateName = 'slipway-state';

export async function runAction<C extends Contract, Table extends InputTable<C>>(
  action: Action<C, Table>,
  runner: Runner = githubRunner,
  signals: Pick<NodeJS.Process, 'on'> = process,
): Promise<void> {
  const cancelled = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) signals.on(signal, () => cancelled.abort(signal));
  const ended = new AbortController();
  const end = (): void => ended.abort('ended');
  const runtime = runtimeOf(runner, cancelled.signal, ended.signal);
  if (runner.isPost) return runPost(action, runner, runtime).finally(end);
  const report = await mainReport(action, runner, runtime).finally(end);
  await publish(report, action.contract, runner);
}

function runtimeOf(runner: Runner, cancelled: AbortSignal, ended: AbortSignal): Runtime {
  const job = readJob();
  return {
    log: runner,
    clock: realClock,
    random: realRandom,
    files: realFiles(job),
    job,
    cancelled,
    over: AbortSignal.any([cancelled, ended]),
    saveState: (state) => runner.saveState(stateName, JSON.stringify(state)),
  };
}

async function mainReport<C extends Contract, Table extends InputTable<C>>(
  action: Action<C, Table>,
  runner: Runner,
  runtime: Runtime,
): Promise<Report> {
  try {
    return await action.run(
      readInputs<Table>(action.inputs, (name) => runner.input(name)),
      runtime,
    );
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.kind === 'defect' && failure.cause instanceof Error) runner.debug(failure.cause.stack ?? '');
    return {
      lines: [],
      summary: failureSummary(action.contract.name, failure),
      outputs: { ...action.outputsOnFailure?.(failure) },
      failure,
    };
  }
}

async function publish(report: Report, contract: Contract, runner: Runner): Promise<void> {
  for (const line of report.lines) runner.info(line);
  for (const name of contract.outputs) runner.setOutput(name, report.outputs[name] ?? '');
  for (const annotation of report.annotations ?? []) runner.annotate(annotation);
  await runner.writeSummary(report.summary);
  if (report.failure === undefined) return;
  // First: GitHub shows ten of a kind beside the run, and the log has them all.
  runner.annotate(failureAnnotation(contract.name, report.failure));
  for (const detail of report.failure.details) runner.annotate(detail);
  runner.failStep();
}

async function runPost<C extends Contract, Table extends InputTable<C>>(
  action: Action<C, Table>,
  runner: Runner,
  runtime: Runtime,
): Promise<void> {
  const state = runner.state(stateName);
  if (action.post === undefined || state === '') return;
  try {
    const report = await action.post(JSON.parse(state), runtime);
    for (const line of report.lines) runner.info(line);
    for (const annotation of report.annotations ?? []) runner.annotate(annotation);
    if (report.summary !== undefined) await runner.writeSummary(report.summary);
  } catch (thrown) {
    const { message } = asFailure(thrown);
    runner.annotate({ level: 'warning', title: `${action.contract.name}: clean-up did not finish`, message });
  }
}

function failureAnnotation(name: string, failure: Failure): Annotation {
  const link = failure.link === undefined ? '' : `\n${failure.link}`;
  return {
    level: 'error',
    title: `${name}: ${failure.code}`,
    message: `${failure.message}${link}\nWho acts: ${whoActs[failure.kind]}.`,
    ...failure.at,
  };
}

/** The summary of a run that ended before it had a result. */
export function failureSummary(name: string, failure: Failure): Markdown {
  return join(
    heading(`❌ ${name}`),
    ...reasonOf(failure),
    ...(failure.link === undefined ? [] : [paragraph(link('More about it', failure.link))]),
    paragraph(sentence('Who acts: ', whoActs[failure.kind], ' (', failure.code, ').')),
  );
}

/** In one sentence; of many details each by itself, so that none is said twice. */
function reasonOf({ message, what, hint = '', details }: Failure): readonly Markdown[] {
  if (details.length === 0) return [paragraph(withCode(message))];
  return [paragraph(withCode(`${what}.`)), ...listOf(details), paragraph(withCode(hint))];
}

/** What has several lines, such as the output of a command, stays as it was printed. */
function listOf(details: readonly Annotation[]): readonly Markdown[] {
  const isLong = ({ message }: Annotation): boolean => message.includes('\n');
  const short = details.filter((detail) => !isLong(detail));
  return [
    ...(short.length === 0 ? [] : [list(short.map((detail) => withCode(detail.message)))]),
    ...details.filter(isLong).map((detail) => block(detail.message)),
  ];
}
