/**
 * A job whose environment is an input of the caller: GitHub starts it without any environment where that is empty, so with
 * the variables of the repository, and asks no reviewers. So each such job, or one whose success it needs, first refuses an
 * empty name. It stands apart from the other rules because it asks about several jobs at once.
 */
import { parse } from 'yaml';
import { actionOf, jobsOf, record, stepsOf, type Node } from '../workflow-nodes.ts';

/** @returns sentences, none when no job can run without the environment that it names. */
export function environmentProblems(path: string, content: string): readonly string[] {
  const jobs = jobsOf(parse(content));
  return [...jobs]
    .filter(([, job]) => asksTheCaller(environmentOf(job)) && !isHeld(job, environmentOf(job), jobs))
    .map(
      ([name, job]) =>
        `${path}: job ${name} runs without an environment where \`${environmentOf(job)}\` is empty: let its first step be our preflight with this environment and requires-environment: true.`,
    );
}

/** Without the braces; '' of a job that names none. */
function environmentOf({ environment }: Node): string {
  const name = typeof environment === 'string' ? environment : record(environment).name;
  return typeof name === 'string' ? inside(name) : '';
}

const inside = (text: unknown): string =>
  typeof text === 'string' ? (/^\$\{\{\s*(.*?)\s*\}\}$/.exec(text)?.[1] ?? text) : '';

const asksTheCaller = (environment: string): boolean => /\b(?:inputs|vars|needs|matrix)\./.test(environment);

function isHeld(job: Node, environment: string, jobs: ReadonlyMap<string, Node>): boolean {
  const condition = typeof job.if === 'string' ? job.if : '';
  if (condition.includes(`${environment} != ''`)) return true;
  if (stepsOf(job).some((step) => refusesEmpty(step, environment))) return true;
  return [job.needs ?? []]
    .flat()
    .map(String)
    .some((need) => {
      const before = jobs.get(need);
      if (before === undefined || !demandsSuccess(condition, need)) return false;
      return environmentOf(before) === environment && isHeld(before, environment, jobs);
    });
}

/** Of `inputs.a || inputs.b` the last one is empty wherever all are, and `inputs.a == ''` true. */
function refusesEmpty(step: Node, environment: string): boolean {
  const given = record(step.with);
  const all = environment.split(/\s*\|\|\s*/);
  const isMeant = [environment, all.at(-1)].includes(inside(given.environment));
  const isAsked = step.if === undefined || all.some((each) => step.if === `${each} == ''`);
  return actionOf(step) === 'preflight' && given['requires-environment'] === true && isMeant && isAsked;
}

const demandsSuccess = (condition: string, need: string): boolean =>
  condition.includes(`needs.${need}.result == 'success'`) ||
  !/\b(?:always|cancelled|failure)\s*\(/.test(condition);
