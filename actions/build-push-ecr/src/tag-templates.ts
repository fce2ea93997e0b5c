/** From the lines of `tags` to tags: templates filled in from the job, characters made fit, equal ones once. */
import type { Job } from '@slipway/action-kit/environment';
import { wrongInputs } from '@slipway/action-kit/inputs';
import { tagPattern } from '@slipway/oci/reference';

export interface Tags {
  /** In the order of their lines. */
  readonly tags: readonly string[];
  /** Tags that more than one line gave. */
  readonly repeated: readonly string[];
}

export type TagJob = Pick<Job, 'sha' | 'ref' | 'refName' | 'refType' | 'headRef'>;

interface Template {
  readonly value: string | undefined;
  /** Why there is no value, when there is none. */
  readonly missing: string;
}

/** @throws Failure of kind input that names every line that gives no tag. */
export function tagsOf(lines: readonly string[], job: TagJob): Tags {
  const problems: string[] = [];
  const templates = templatesOf(job);
  const all = lines.flatMap((line) => {
    const filled = fill(line, templates);
    const problem = filled.problem ?? problemOf(filled.tag);
    if (problem === undefined) return [filled.tag];
    problems.push(`the line \`${line}\` of \`tags\` gives no tag, ${problem}`);
    return [];
  });
  if (problems.length > 0) throw wrongInputs(problems);
  const repeated = all.filter((tag, index) => all.indexOf(tag) !== index);
  return { tags: [...new Set(all)], repeated: [...new Set(repeated)] };
}

/** A semantic version, with or without a `v` and folders before it. */
const versionTag = /^(?:.*\/)?v?(\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?)$/;

function templatesOf({ sha, ref, refName, refType, headRef }: TagJob): ReadonlyMap<string, Template> {
  const [, pr] = /^refs\/pull\/(\d+)\//.exec(ref ?? '') ?? [];
  const branch = headRef ?? (refType === 'branch' ? refName : undefined);
  const [, version] = (refType === 'tag' ? versionTag.exec(refName ?? '') : undefined) ?? [];
  const noCommit = 'GITHUB_SHA is not set';
  return new Map([
    ['sha', { value: sha, missing: noCommit }],
    ['short-sha', { value: sha?.slice(0, 7), missing: noCommit }],
    ['branch', { value: branch, missing: 'this run is not for a branch' }],
    ['pr', { value: pr, missing: 'this run is not for a pull request' }],
    ['version', { value: version, missing: 'this run is not for a Git tag such as v1.2.3' }],
  ]);
}

function fill(
  line: string,
  templates: ReadonlyMap<string, Template>,
): { readonly tag: string; readonly problem?: string } {
  // What docker/metadata-action and others take for two tags would quietly become another one.
  const problems = line.includes(',') ? ['it has a comma: write one tag a line'] : [];
  const filled = line.replace(/\{([^{}]*)\}/g, (whole, name: string) => {
    const template = templates.get(name);
    if (template?.value !== undefined) return template.value;
    const known = [...templates.keys()].map((each) => `{${each}}`).join(', ');
    problems.push(template === undefined ? `there are only ${known}` : template.missing);
    return whole;
  });
  const tag = filled.replace(/[^A-Za-z0-9._-]/g, '-');
  return problems[0] === undefined ? { tag } : { tag, problem: problems[0] };
}

function problemOf(tag: string): string | undefined {
  if (tagPattern.test(tag)) return undefined;
  if (tag.length > 128) return `it would have ${String(tag.length)} characters and 128 are the most`;
  return `\`${tag}\` begins with a character that no tag begins with`;
}
