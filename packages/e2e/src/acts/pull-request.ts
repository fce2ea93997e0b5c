/** Act 7: a pull request is built, scanned and planned, twice, by jobs that can't deploy. */
import type { EndedRun } from '@slipway/local-workflows/local-repository';
import { recordsOf, rolesOf } from '../looking.ts';
import { tellJobs, unexpectedJobs, unexpectedRecords, unless, type Act, type Stage } from '../stage.ts';

const number = 7;
const branch = 'more-memory';
const values = 'terraform/environments/staging/web.tfvars';

export const pullRequest: Act = {
  name: 'pull-request',
  title: '7  Beside both: a pull request is built, scanned, planned, and nothing deployed',
  beside: 'promote',
  tell: async (stage) => {
    const { mission, narrator } = stage;
    letPullRequestsIn(stage);
    const first = await pushed(stage, ['512', '1024'], 'More memory for staging');
    const before = comments(stage);
    narrator.say('The second push to its branch:');
    const second = await pushed(stage, ['1024', '2048'], 'Even more memory for staging');
    const after = comments(stage);
    const runs = [...first, ...second];
    const became = rolesOf(mission, runs);
    const plan = after.find(({ body }) => body.includes('2048'));
    const surprises = [
      ...unexpectedEnds(first),
      ...unexpectedEnds(second),
      ...unexpectedRecords(recordsOf(mission, runs)),
      ...unless(before.length === 2, `there were to be two comments, and are ${String(before.length)}`),
      ...unless(plan !== undefined, 'no comment tells the plan of the second push'),
      ...unless(
        before.map(({ id }) => id).join() === after.map(({ id }) => id).join(),
        'the second push wrote comments of its own',
      ),
      ...unless(
        became.join() === 'slipway-plan,web-staging-build,web-staging-scan',
        `only the roles that build, scan and plan were to be assumed, and it were ${became.join(', ')}`,
      ),
    ];
    if (surprises.length > 0) return surprises;
    narrator.log(excerpt(plan?.body ?? ''));
    narrator.say(
      'What would be destroyed is the old revision of the template, as it should be: a task definition is',
    );
    narrator.say(
      'never changed, a new one takes its place, and what serves is a revision of another family.',
    );
    narrator.good(
      `Two comments, both brought up to date by the second push; roles assumed: ${became.join(', ')}.`,
    );
    return [];
  },
};

/** What a person does once: the environment of pull requests has the two roles that can't deploy. */
function letPullRequestsIn({ mission }: Stage): void {
  const { environments } = mission.local.github;
  const names = ['AWS_REGION', 'ECR_REPOSITORY', 'AWS_ROLE_BUILD', 'AWS_ROLE_SCAN'];
  const staging = environments.get('staging')?.variables;
  const variables = Object.fromEntries(names.map((name) => [name, staging?.get(name)?.value ?? '']));
  environments.put('pull-request', { variables });
}

/** The branch is there for as long as its runs begin: others begin theirs on main meanwhile. */
async function pushed(
  { mission, narrator }: Stage,
  [from, to]: readonly [string, string],
  message: string,
): Promise<readonly EndedRun[]> {
  const { consumer, turns } = mission;
  const runs = await turns.take(
    async (local) => {
      await consumer.branch(branch);
      await consumer.change(values, from, to);
      await consumer.commit(message);
      return local.pullRequest({ number, head: branch, changed: [values] });
    },
    () => consumer.branch('main'),
  );
  for (const run of runs) tellJobs(narrator, run);
  return runs;
}

function unexpectedEnds(runs: readonly EndedRun[]): readonly string[] {
  const of = (workflow: string) => runs.find((run) => run.workflow === workflow);
  const [check, plan] = [of('pull-request.yml'), of('infrastructure-staging.yml')];
  if (check === undefined || plan === undefined || runs.length !== 2) {
    return [`these ran: ${runs.map(({ workflow }) => workflow).join(', ')}`];
  }
  const jobs = ['preflight', 'access', 'build', 'push', 'scan'];
  return [
    ...unexpectedJobs(check, Object.fromEntries(jobs.map((job) => [`check/${job}`, 'success']))),
    ...unexpectedJobs(plan, { 'infrastructure/review': 'success', 'infrastructure/apply': 'skipped' }),
  ];
}

const comments = ({ mission }: Stage) =>
  mission.local.github.comments.filter((comment) => comment.number === number);

/** The first lines that a person sees of it. */
const excerpt = (body: string): string =>
  body
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('<'))
    .slice(0, 8)
    .join('\n');
