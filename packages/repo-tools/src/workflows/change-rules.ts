/**
 * The jobs that change something outside: that deploy, that apply or destroy with Terraform. They wait for each other and
 * are never cut off; the one that deploys has time for everything that it may have to wait for; and it alone leaves a
 * deployment record.
 */
import { parse } from 'yaml';
import { actionOf, jobsOf, record, stepsOf, type Node } from '../workflow-nodes.ts';
import { minutesOf } from './minutes.ts';

interface Job {
  readonly name: string;
  readonly job: Node;
}

/** @returns sentences, none when every job that changes something keeps to it. */
export function changeProblems(path: string, content: string): readonly string[] {
  return [...jobsOf(parse(content))]
    .map(([name, job]) => ({ name, job }))
    .filter(({ job }) => job.uses === undefined)
    .flatMap((each) => [...problemsOfRecord(each), ...problemsOfQueue(each), ...problemsOfTime(each)])
    .map((problem) => `${path}: job ${problem}.`);
}

export const deploys = (job: Node): boolean => deployment(job) !== undefined;

const deployment = (job: Node): Node | undefined =>
  stepsOf(job).find((step) => actionOf(step) === 'deploy-ecs-with-rollback');

/** With the script of our Terraform, with Terraform itself, or by the action of ours that applies what was planned. */
const terraform = /\bterraform(?:\/stack\b.*?|\s.*?\s?|)\s(?:apply|destroy)\b/s;
const applyPlan = '$/.github/actions/apply-plan';

export const appliesTerraform = (job: Node): boolean =>
  stepsOf(job).some(
    ({ run, uses }) => uses === applyPlan || (typeof run === 'string' && terraform.test(run)),
  );

function problemsOfRecord({ name, job }: Job): readonly string[] {
  if (job.environment === undefined) return [];
  const isRecorded = record(job.environment).deployment !== false;
  if (deploys(job))
    return isRecorded ? [] : [`${name} deploys: GitHub has to record it, without deployment: false`];
  return isRecorded
    ? [`${name} has an environment and deploys nothing: write deployment: false under it`]
    : [];
}

function problemsOfQueue({ name, job }: Job): readonly string[] {
  const { group, 'cancel-in-progress': cancels, queue } = record(job.concurrency);
  if (group !== undefined && cancels !== false) return [`${name} has to say cancel-in-progress: false`];
  if (!deploys(job) && !appliesTerraform(job)) return [];
  return group !== undefined && queue === 'max'
    ? []
    : [`${name} changes what others may be changing: give it a concurrency group with queue: max`];
}

/** After a cancel the action's own post step follows the way back for so long. */
const afterCancel = 4;
/** Each attempt of a health check may take so long. */
const answer = 10 / 60;

function problemsOfTime({ name, job }: Job): readonly string[] {
  const step = deployment(job);
  const apply = stepsOf(job).find(({ uses }) => uses === applyPlan);
  if (step === undefined && apply === undefined) return [];
  const needed =
    step === undefined ? Number(record(apply?.with)['limit-minutes'] ?? 50) : longest(record(step.with));
  const given = Number(job['timeout-minutes']);
  return given > needed
    ? []
    : [`${name} may need ${needed.toFixed(1)} minutes, and timeout-minutes is ${String(given)}`];
}

/** The sum of the limits inside, in minutes, with the action's defaults; waiting for another has the limit of its own. */
function longest(given: Node): number {
  const limit = (input: string, otherwise: string): number => {
    const value = given[input];
    return minutesOf(typeof value === 'string' ? value : otherwise);
  };
  const attempts = Number(given['health-check-attempts'] ?? 5);
  const health =
    given['health-check-url'] === undefined
      ? 0
      : attempts * answer + (attempts - 1) * limit('health-check-interval', '5s');
  const waits = 2 * limit('timeout', '30m');
  return waits + limit('rollback-timeout', '15m') + limit('bake-time', '0s') + health + afterCancel;
}
