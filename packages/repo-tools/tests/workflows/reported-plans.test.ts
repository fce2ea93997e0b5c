/** Who tells a plan hides the account of the very role that it was made with: nothing masks a comment or a summary. */
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { actionOf, jobsOf, record, stepsOf, type Node } from '../../src/workflow-nodes.ts';
import { workflowTexts } from '../../src/workflows/workflow-texts.ts';

const jobs = workflowTexts().flatMap(({ path, content }) =>
  [...jobsOf(parse(content))].map(([name, job]) => ({ place: `${path}: ${name}`, job })),
);
const telling = jobs.filter(({ job }) => stepsOf(job).some(tells));

function tells(step: Node): boolean {
  return actionOf(step) === 'report-plan';
}

test.each(telling)('$place', ({ job }) => {
  const [role] = stepsOf(job).flatMap((step) => record(step.with)['role-to-assume'] ?? []);
  const told = stepsOf(job).filter(tells);
  expect(role).toMatch(/vars\.AWS_ROLE_/);
  expect(told.map((step) => record(step.with).role)).toEqual(told.map(() => role));
});

test('all that plan and tell are looked at', () => {
  expect(telling.length).toBeGreaterThanOrEqual(6);
});
