/** On what a workflow is to run: a branch or a tag by its short name. GitHub takes no commits and no pull requests. */
import { wrongInputs } from '@slipway/action-kit/inputs';

/**
 * @param asked the input `ref`, short or full.
 * @param ofJob the job's own ref, full: `refs/heads/main`.
 */
export function targetRef(asked: string | undefined, ofJob: string | undefined): string {
  const ref = asked ?? ofJob;
  if (ref === undefined) throw wrongInputs(['`ref` must be set, because the job has no ref of its own']);
  const problem = problemOf(ref);
  if (problem !== undefined) throw wrongInputs([`\`ref\` must be a branch or a tag, but ${problem}`]);
  return ref.replace(/^refs\/(?:heads|tags)\//, '');
}

function problemOf(ref: string): string | undefined {
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i.test(ref))
    return `was the commit \`${ref}\`: GitHub starts workflows on no commit (\`\${{ github.ref_name }}\` is the job's branch)`;
  if (ref.startsWith('refs/pull/'))
    return `is the pull request \`${ref}\`: set \`ref: \${{ github.head_ref }}\` for its branch`;
  return undefined;
}
