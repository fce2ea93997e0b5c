/**
 * What one job leaves for another as an artifact. The second may have to wait for reviewers until it is gone, and GitHub's own
 * words for that are a bare *not found*: so an action of ours is told how the download ended, and says what to do.
 */
import { parse } from 'yaml';
import { actionOf, jobsOf, record, stepsOf, type Node } from '../workflow-nodes.ts';

const takers = ['apply-plan', 'take-layout'];

/** @returns sentences, none when each download that fails is said in words. */
export function artifactProblems(path: string, content: string): readonly string[] {
  return [...jobsOf(parse(content))].flatMap(([name, job]) =>
    stepsOf(job)
      .filter(({ uses }) => typeof uses === 'string' && uses.startsWith('actions/download-artifact@'))
      .filter((step) => !isTold(step, job))
      .map(
        () =>
          `${path}: job ${name} ends without words when its artifact is gone: write \`continue-on-error: true\`, and give the outcome to one of ${takers.join(', ')}.`,
      ),
  );
}

const isTold = ({ id, 'continue-on-error': goesOn }: Node, job: Node): boolean =>
  goesOn === true &&
  stepsOf(job).some(
    (step) =>
      takers.includes(actionOf(step) ?? '') &&
      step.if === undefined &&
      step['continue-on-error'] === undefined &&
      record(step.with).downloaded === `\${{ steps.${String(id)}.outcome }}`,
  );
