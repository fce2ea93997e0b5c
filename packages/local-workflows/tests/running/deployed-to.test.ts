/** The environment of a job, as far as it is known without running: by words, inputs, variables and the matrix. */
import { expect, test } from '@jest/globals';
import { deployedTo, environmentOf, type Known } from '../../src/running/deployed-to.ts';

const path = (name: string): string => `team/web/.github/workflows/${name}`;
const called = `on: { workflow_call: { inputs: { environment: { type: string } } } }
jobs:
  go:
    environment: { name: '\${{ inputs.environment }}', deployment: false }
    steps: [{ run: 'echo \${{ vars.ECS_SERVICE }} \${{ vars.AWS_REGION || vars.ECS_SERVICE }}' }]
`;
const calling = (environment: string): string => `on: push
jobs:
  release:
    strategy: { matrix: { service: [web, api], area: [eu] } }
    uses: ./.github/workflows/called.yml
    with: { environment: '${environment}' }
`;
const known = (environment: string): Known => ({
  entered: [
    { path: '', workflow: path('first.yml') },
    { path: 'release (api, eu)', workflow: path('called.yml') },
  ],
  fileOf: (workflow) => ({
    ...{ repository: 'team/web', path: workflow.slice('team/web/'.length) },
    text: workflow.endsWith('called.yml') ? called : calling(environment),
  }),
  ...{ inputs: {}, variables: { STAGE: 'staging' } },
});

test.each([
  ['production', 'production'],
  ['${{ vars.STAGE }}', 'staging'],
  ['production-${{ matrix.service }}', 'production-api'],
  ['${{ matrix.area }}', 'eu'],
  ['${{ matrix.other }}', undefined],
  ['${{ github.ref_name }}', undefined],
])('%s', (environment, name) => {
  expect(environmentOf('release (api, eu)/go', known(environment))?.name).toBe(name);
});

test('with the variables that its job reads; without a record of a deployment where it makes none', () => {
  expect(environmentOf('release (api, eu)/go', known('production'))?.variables).toEqual([
    'AWS_REGION',
    'ECS_SERVICE',
  ]);
  expect(deployedTo('release (api, eu)/go', known('production'))).toBeUndefined();
});
