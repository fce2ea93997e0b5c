/** On what a workflow is to run: a branch or a tag by its short name. GitHub takes no commits and no pull requests. */
import type { Problems } from './problems.ts';

/**
 * @param asked the input `ref`, short or full.
 * @param ofJob the job's own ref, full: `refs/heads/main`.
 * @returns '' after a problem.
 */
export function targetRef(asked: string | undefined, ofJob: string | undefined, problems: Problems): string {
  const ref = asked ?? ofJob;
  if (ref === undefined) {
    problems.push('`ref` must be set, because the job has no ref of its own');
    return '';
  }
  const problem = problemOf(ref);
  if (problem !== undefined) problems.push(`\`ref\` must be a branch or a tag, but ${problem}`);
  return ref.replace(/^refs\/(?:heads|tags)\//, '');
}

function problemOf(ref: string): string | undefined {
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(ref))
    return `was the commit \`${ref}\`: GitHub starts workflows on no commit (\`\${{ github.ref_name }}\` is the job's branch)`;
  if (ref.startsWith('refs/pull/'))
    return `is the pull request \`${ref}\`: set \`ref: \${{ github.head_ref }}\` for its branch`;
  return undefined;
}
