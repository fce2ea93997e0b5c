/**
 * Act 8: a job that asks for a longer session than its role gives is refused in AWS's words. The roles are those that
 * Terraform made, and all that the callable workflows ask for was given in the acts before.
 */
import { rolesOf } from '../looking.ts';
import { sentencesOf, unexpectedSentences } from '../sentences.ts';
import { tellJobs, unexpectedJobs, unless, type Act } from '../stage.ts';

const file = '.github/workflows/long-session.yml';
const workflow = `name: Long session
on: workflow_dispatch
permissions: {}
jobs:
  ask:
    runs-on: ubuntu-latest
    environment: staging
    permissions: { id-token: write }
    steps:
      - uses: aws-actions/configure-aws-credentials@v6
        with:
          role-to-assume: \${{ vars.AWS_ROLE_SCAN }}
          aws-region: \${{ vars.AWS_REGION }}
          role-duration-seconds: 3601
`;
const sentence =
  'Could not assume role with OIDC: The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';

export const session: Act = {
  name: 'session',
  title: '8  A job asks for a longer session than its role gives',
  tell: async ({ mission, narrator }) => {
    const { consumer, local } = mission;
    await consumer.write(file, workflow);
    await consumer.commit('Scan for more than an hour');
    const run = await local.dispatch('long-session.yml');
    tellJobs(narrator, run);
    for (const told of sentencesOf(run)) narrator.log(told);
    const became = rolesOf(mission, [run]);
    const surprises = [
      ...unexpectedJobs(run, { ask: 'failure' }),
      ...unexpectedSentences(run, sentence),
      ...unless(became.length === 0, `the job became ${became.join(', ')}`),
    ];
    if (surprises.length === 0) narrator.good('Refused: the job became no role.');
    return surprises;
  },
};
