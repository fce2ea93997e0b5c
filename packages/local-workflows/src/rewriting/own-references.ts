/**
 * Rule 1: `$/path` is a path of the repository that the file is in, at the commit that runs, and so is a workflow that a
 * job calls by `./path`. act has no word for that (it takes `./` for the caller's repository, whoever's file it is in),
 * so it is written as `owner/name/path@local`, for which the run gives act a folder.
 */
import { isMap, type YAMLMap } from 'yaml';
import type { Edit } from './edits.ts';
import { itemsAt, jobsOf, mapAt, placeOf, scalarAt } from './places.ts';

/** The ref that stands for what is in the folder now. */
export const localRef = 'local';

/** @param repository `owner/name` of the one that the file is in. @param ref what is written behind the `@`. */
export function ownReferenceEdits(
  text: string,
  root: YAMLMap,
  repository: string,
  ref: string = localRef,
): readonly Edit[] {
  const ofJobs = new Set(jobsOf(root).map(({ map }) => scalarAt(map, 'uses')));
  return usesOf(root).flatMap((uses): readonly Edit[] => {
    const { start, end } = placeOf(uses);
    const own = ofJobs.has(uses) ? /^(["']?)(?:\$|\.)\/(.*?)\1$/ : /^(["']?)\$\/(.*?)\1$/;
    const [, quote = '', path] = own.exec(text.slice(start, end)) ?? [];
    if (path === undefined) return [];
    const is = `${quote}${repository}/${path}@${ref}${quote}`;
    return [{ kind: 'own-reference', start, was: text.slice(start, end), is }];
  });
}

/** The `uses` of the jobs of a workflow and of all steps, or of the steps of a composite action. */
export function usesOf(root: YAMLMap) {
  const runs = mapAt(root, 'runs');
  const maps = [...jobsOf(root).flatMap(({ map }) => [map, ...itemsAt(map, 'steps')]), ...stepsOf(runs)];
  return maps.flatMap((map) => scalarAt(map, 'uses') ?? []);
}

const stepsOf = (runs: YAMLMap | undefined): readonly YAMLMap[] =>
  isMap(runs) ? itemsAt(runs, 'steps') : [];

const remote = /^([\w.-]+\/[\w.-]+)((?:\/[^@\s]+)?)@(\S+)$/;

export interface Reference {
  /** `owner/name`. */
  readonly repository: string;
  /** Below it: `actions/x`, `.github/workflows/y.yml`, or nothing. */
  readonly path: string;
  readonly ref: string;
}

/** What a workflow or an action uses of repositories, in the form `owner/name/path@ref`. */
export function referencesOf(root: YAMLMap): readonly Reference[] {
  return usesOf(root).flatMap((uses) => {
    const [, repository, path = '', ref = ''] = remote.exec(String(uses.value)) ?? [];
    return repository === undefined ? [] : [{ repository, path: path.slice(1), ref }];
  });
}
