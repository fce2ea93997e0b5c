/** What judges the acts says so where something did not go as told. */
import { expect, test } from '@jest/globals';
import type { EndedRun } from '@slipway/local-workflows/local-repository';
import { refusedRights } from '../src/refused-rights.ts';
import { onlyRun, unexpectedJobs, unexpectedRecords, unless } from '../src/stage.ts';

const run: EndedRun = {
  ...{ id: 1001, number: 1, workflow: 'release.yml', result: 'failure' },
  ...{ jobs: { gate: 'success', deploy: 'failure' }, outputs: {}, summaries: [], annotations: [] },
  log: [...Array(50).keys()].map((line) => `line ${String(line)}`).join('\n'),
};

test('a job that ends otherwise, or not at all, is told with the end of the log', () => {
  expect(unexpectedJobs(run, { gate: 'success', deploy: 'failure' })).toEqual([]);
  const [told, ...others] = unexpectedJobs(run, { gate: 'failure', deploy: 'failure', tag: 'skipped' });
  expect(others).toEqual([]);
  expect(told?.split('\n')[0]).toBe(
    'release.yml: gate was to end in failure, and did in success; tag was to end in skipped, and did in no way',
  );
  expect(told?.split('\n').slice(1)).toEqual(
    [...Array(40).keys()].map((line) => `line ${String(line + 10)}`),
  );
});

test('records of deployments are these, in this order, and no others', () => {
  expect(unexpectedRecords(['staging: success'], 'staging: success')).toEqual([]);
  expect(unexpectedRecords([])).toEqual([]);
  expect(unexpectedRecords(['staging: success'])).toEqual([
    "GitHub's records of deployments were to be none, and are staging: success",
  ]);
  expect(unexpectedRecords([], 'staging: failure')).toEqual([
    "GitHub's records of deployments were to be staging: failure, and are none",
  ]);
});

test('what does not hold is told', () => {
  expect(unless(true, 'It broke.')).toEqual([]);
  expect(unless(false, 'It broke.')).toEqual(['It broke.']);
});

test('another run than the one that was meant is an error', () => {
  expect(onlyRun([run], 'release.yml')).toBe(run);
  expect(() => onlyRun([run], 'destroy.yml')).toThrow(
    'Only destroy.yml was to run, and there ran: release.yml',
  );
  expect(() => onlyRun([run, run], 'release.yml')).toThrow('there ran: release.yml, release.yml');
  expect(() => onlyRun([], 'release.yml')).toThrow('Only release.yml was to run');
});

test('a right that a role was refused is told, but for the one that is asked in vain', () => {
  const vain = 'slipway-plan: s3:GetObject on arn:aws:s3:::states/bootstrap.tfstate';
  const refused = new Set([vain, 'slipway-apply: s3:GetObject on arn:aws:s3:::states/bootstrap.tfstate']);
  expect(refusedRights({ refused, puzzled: ['The guard does not know ec2:Fly.'] })).toEqual([
    'The guard does not know ec2:Fly.',
    'a role was refused: slipway-apply: s3:GetObject on arn:aws:s3:::states/bootstrap.tfstate',
  ]);
  expect(refusedRights({ refused: new Set([vain]), puzzled: [] })).toEqual([]);
});
