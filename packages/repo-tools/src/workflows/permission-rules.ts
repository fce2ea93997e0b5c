/**
 * Permissions: each with its reason beside it; and of a job that calls a workflow, exactly what the jobs of that workflow
 * have. With less GitHub starts nothing and writes no log; with more, something has rights for no reason.
 */
import { isMap, isScalar, parse, parseDocument, type Pair, type YAMLMap } from 'yaml';
import { jobsOf, record, targetOf, type Node } from '../workflow-nodes.ts';

const ranks = ['none', 'read', 'write'] as const;
type Rights = ReadonlyMap<string, number>;

/** @returns sentences, none when every permission has a comment on its line. */
export function reasonProblems(path: string, content: string): readonly string[] {
  const jobs = parseDocument(content).get('jobs');
  if (!isMap(jobs)) return [];
  return jobs.items.flatMap(({ key, value }) => {
    const permissions: unknown = isMap(value) ? value.get('permissions', true) : undefined;
    if (permissions === undefined) return [];
    const name = isScalar(key) ? String(key.value) : '';
    if (!isMap(permissions)) return [`${path}: job ${name} has to name each permission that it needs.`];
    return permissions.items.flatMap((pair) =>
      hasReason(pair, permissions)
        ? []
        : [`${path}: job ${name} gives ${String(pair.key)} without a reason behind it on its line.`],
    );
  });
}

/** In `{ a: read } # why` the comment belongs to the map. */
const hasReason = ({ value }: Pair, map: YAMLMap): boolean =>
  [isScalar(value) ? value.comment : undefined, map.flow === true ? map.comment : undefined].some(
    (comment) => comment !== undefined && comment !== null && comment.trim() !== '',
  );

/**
 * @param read gives the text of a workflow of ours by the name of its file.
 * @returns sentences, none when each call passes on exactly what is needed there.
 */
export function callProblems(
  path: string,
  content: string,
  read: (workflow: string) => string | undefined,
): readonly string[] {
  return [...jobsOf(parse(content))].flatMap(([name, job]) => {
    const target = typeof job.uses === 'string' ? targetOf(job.uses) : undefined;
    const called = target?.kind === 'workflow' ? read(target.name) : undefined;
    if (target === undefined || called === undefined) return [];
    const [given, needed] = [rightsOf(job), neededBy(called)];
    return [
      ...differences(needed, given).map((right) => `lacks ${right}, which jobs of ${target.name} have`),
      ...differences(given, needed).map((right) => `gives ${right}, which no job of ${target.name} has`),
    ].map((problem) => `${path}: job ${name} ${problem}.`);
  });
}

const rightsOf = ({ permissions }: Node): Rights =>
  new Map(Object.entries(record(permissions)).map(([name, level]) => [name, rankOf(level)]));

const rankOf = (level: unknown): number => ranks.findIndex((rank) => rank === level);

/** A job that is not run counts too: GitHub compares before anything runs. */
function neededBy(workflow: string): Rights {
  const all = new Map<string, number>();
  for (const job of jobsOf(parse(workflow)).values())
    for (const [name, rank] of rightsOf(job)) all.set(name, Math.max(rank, all.get(name) ?? 0));
  return all;
}

/** What `more` has beyond `less`. */
const differences = (more: Rights, less: Rights): readonly string[] =>
  [...more]
    .filter(([name, rank]) => rank > (less.get(name) ?? 0))
    .map(([name, rank]) => `${name}: ${ranks[rank] ?? ''}`);
