/**
 * Every way in which the jobs that a job needs can end, and whether it runs then: each result, with each answer that its
 * condition reads of them. Two tables: of all ends there are, and of those that can come about in the workflow.
 */
import { jobsOf, type Node } from '../workflow-nodes.ts';
import { conditionOf, results, runs, type End, type Ends, type Situation } from './conditions.ts';

type Contexts = Situation['contexts'];

/** What every output is tried as, beside the words that a condition compares it with. */
const always = ['true', 'false', ''] as const;

/** @returns the rows in which the job runs, each as `gate success allowed=true`. */
export function rowsThatRun(workflow: unknown, name: string, contexts: Contexts = {}): readonly string[] {
  const job = jobOf(workflow, name);
  const all = needsOf(job).map((need) => endsOf(job, need).map((end): [string, End] => [need, end]));
  return products(all)
    .map((row) => new Map(row))
    .filter((needs) => runs(job, { needs, ancestors: needs, contexts }))
    .map((needs) => told(needs));
}

/** As `rowsThatRun`, of the rows that can come about: jobs before it run or not as their own conditions say. */
export function reachableRows(workflow: unknown, name: string, contexts: Contexts = {}): readonly string[] {
  const job = jobOf(workflow, name);
  const before = ancestorsOf(workflow, name);
  let worlds: readonly Ends[] = [new Map()];
  for (const each of before) worlds = worlds.flatMap((world) => worldsAfter(workflow, each, world, contexts));
  const rows = worlds.flatMap((ancestors) => {
    const needs = only(ancestors, needsOf(job));
    return runs(job, { needs, ancestors, contexts }) ? [told(needs, job)] : [];
  });
  return [...new Set(rows)].sort();
}

function worldsAfter(workflow: unknown, name: string, world: Ends, contexts: Contexts): readonly Ends[] {
  const job = jobOf(workflow, name);
  const situation = {
    needs: only(world, needsOf(job)),
    ancestors: only(world, ancestorsOf(workflow, name)),
    contexts,
  };
  const ends = runs(job, situation)
    ? endsThatAreRead(workflow, name)
    : [{ result: 'skipped', outputs: {} } as const];
  return ends.map((end) => new Map([...world, [name, end]]));
}

function endsThatAreRead(workflow: unknown, name: string): readonly End[] {
  const read = [...jobsOf(workflow).values()].map((job) => answersRead(job, name));
  const all: Record<string, readonly string[]> = {};
  for (const [output, answers] of read.flatMap((each) => Object.entries(each)))
    all[output] = [...new Set([...(all[output] ?? []), ...answers])];
  return endsWith(all).filter(({ result }) => result !== 'skipped');
}

const endsOf = (job: Node, need: string): readonly End[] => endsWith(answersRead(job, need));

type Answers = Readonly<Record<string, readonly string[]>>;

/** A job that was skipped has said nothing; one that failed may have. */
function endsWith(answers: Answers): readonly End[] {
  const said = products(
    Object.entries(answers).map(([output, all]) => all.map((answer): [string, string] => [output, answer])),
  );
  return results.flatMap((result) =>
    (result === 'skipped' ? [[]] : said).map((each) => ({ result, outputs: Object.fromEntries(each) })),
  );
}

/** The outputs of a needed job that a condition reads, each with the answers that are worth a try. */
function answersRead(job: Node, need: string): Answers {
  const read = new RegExp(`\\bneeds\\.${need}\\.outputs\\.([\\w-]+)(?:\\s*[!=]=\\s*'([^']*)')?`, 'g');
  const answers: Record<string, readonly string[]> = {};
  for (const [, output = '', word = ''] of conditionOf(job).matchAll(read))
    answers[output] = [...new Set([...(answers[output] ?? always), word])];
  return answers;
}

function told(needs: Ends, job?: Node): string {
  return [...needs]
    .map(([name, { result, outputs }]) => {
      const read = Object.keys(job === undefined ? outputs : answersRead(job, name));
      return [name, result, ...read.map((output) => `${output}=${outputs[output] ?? ''}`)].join(' ');
    })
    .join(', ');
}

/** In the order in which they stand, which is the order in which they are needed. */
function ancestorsOf(workflow: unknown, name: string): readonly string[] {
  const direct = needsOf(jobOf(workflow, name));
  const all = new Set(direct.flatMap((need) => [...ancestorsOf(workflow, need), need]));
  return [...all];
}

const only = (ends: Ends, names: readonly string[]): Ends =>
  new Map([...ends].filter(([name]) => names.includes(name)));

const needsOf = ({ needs }: Node): readonly string[] => [needs ?? []].flat().map(String);

function jobOf(workflow: unknown, name: string): Node {
  const job = jobsOf(workflow).get(name);
  if (job === undefined) throw new Error(`There is no job ${name}.`);
  return job;
}

const products = <T>(lists: readonly (readonly T[])[]): readonly (readonly T[])[] =>
  lists.reduce<readonly (readonly T[])[]>(
    (all, list) => all.flatMap((row) => list.map((each) => [...row, each])),
    [[]],
  );
