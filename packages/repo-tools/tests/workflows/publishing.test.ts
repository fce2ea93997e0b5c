/** infrastructure.yml publishes the same to each environment that release.yml and deploy.yml read: none is left to grow stale. */
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { actionOf, jobsOf, record, stepsOf } from '../../src/workflow-nodes.ts';
import { workflowTexts } from '../../src/workflows/workflow-texts.ts';

test('to the environment that deploys, and to the one of the jobs before', () => {
  const text = workflowTexts().find(({ path }) => path === '.github/workflows/infrastructure.yml');
  const publish = jobsOf(parse(text?.content ?? '')).get('publish') ?? {};
  const steps = stepsOf(publish).filter((step) => actionOf(step) === 'set-repo-variables');
  const from = { file: '${{ steps.outputs.outputs.file }}', token: '${{ secrets.VARIABLES_TOKEN }}' };
  expect(steps.map((step) => ({ if: step.if, ...record(step.with) }))).toEqual([
    {
      if: undefined,
      scope: 'environment',
      environment: '${{ inputs.publish-environment || inputs.environment }}',
      ...from,
    },
    {
      if: "inputs.build-environment != ''",
      scope: 'environment',
      environment: '${{ inputs.build-environment }}',
      ...from,
    },
  ]);
});
