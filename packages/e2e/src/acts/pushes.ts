/** Acts 2 to 4: pushes to main. One breaks and slides back, one is stopped at the gate, one is fine. */
import { recordsOf, rolesOf, running, served, tagsIn } from '../looking.ts';
import { sentencesOf, unexpectedSentences } from '../sentences.ts';
import {
  onlyRun,
  tellJobs,
  unexpectedJobs,
  unexpectedRecords,
  unless,
  type Act,
  type Stage,
} from '../stage.ts';

const version = (from: string, to: string) => ['settings.mjs', `'${from}'`, `'${to}'`] as const;
const healthy = "wholeNumber('CRASH_AFTER_MS', env.CRASH_AFTER_MS)";
/** After 2 s of the cloud's time: before the load balancer, which asks twice, calls it healthy. */
const crashing = `${healthy} ?? 100`;

const neverHealthy = `web-staging:2 never became healthy: container web exited with code 1 (‹number› of ‹number› tasks), last line: \`ConfigurationError: DATABASE_URL is not set\`. web-staging:1 serves again, proven by 1 running task after ‹number› s. Correct what the evidence names and deploy again.
Who acts: the application team.`;
const notAllowed = `staging/web@‹digest› may not be deployed: 1 critical (0 allowed); worst: CVE-2026-99999 in openssl 3.5.0-r0 (critical). Update these packages or the base image; accept one for a time in the \`ignore-file\`, or change \`fail-on\`.
Who acts: the application team.`;

export const broken: Act = {
  name: 'broken',
  title: '2  A push that breaks: it starts, then dies',
  tell: async (stage) => {
    const { mission, narrator } = stage;
    await mission.consumer.change(...version('1', '2'));
    await mission.consumer.change('settings.mjs', healthy, crashing);
    const commit = await mission.consumer.commit('Version 2, which forgets its configuration');
    const run = onlyRun(await mission.local.push(['settings.mjs']), 'release.yml');
    tellJobs(narrator, run);
    for (const sentence of sentencesOf(run)) narrator.log(sentence);
    const outcome = run.outputs['release/deploy/deploy.deploy.outcome'];
    const serves = await served(mission, 'staging');
    const deployed = await deployedTags(stage, commit);
    const surprises = [
      ...unexpectedJobs(run, { 'release/deploy/gate': 'success', 'release/deploy/deploy': 'failure' }),
      ...unexpectedRecords(recordsOf(mission, [run]), 'staging: failure'),
      ...unless(run.result === 'failure', 'the run was to be red'),
      ...unexpectedSentences(run, neverHealthy),
      ...unless(
        outcome === 'rolled-back',
        `the deployment was to be rolled back, and ended ${outcome ?? 'in no way'}`,
      ),
      ...unless(serves === '1', `version 1 was to serve again, and ${serves ?? 'nothing'} does`),
      ...unless(deployed.length === 0, `what was rolled back is tagged as deployed: ${deployed.join(', ')}`),
    ];
    if (surprises.length === 0) narrator.good('Rolled back, the run is red, and version 1 serves.');
    return surprises;
  },
};

export const vulnerable: Act = {
  name: 'vulnerable',
  title: '3  A push with a critical finding: the gate says no',
  tell: async ({ mission, narrator }) => {
    await mission.consumer.change(...version('2', '3'));
    await mission.consumer.change('settings.mjs', crashing, healthy);
    mission.account.makeVulnerable(await mission.consumer.commit('Version 3, on an old base image'));
    const before = running(mission, 'staging');
    const run = onlyRun(await mission.local.push(['settings.mjs']), 'release.yml');
    tellJobs(narrator, run);
    for (const sentence of sentencesOf(run)) narrator.log(sentence);
    const became = rolesOf(mission, [run]);
    const serves = await served(mission, 'staging');
    const surprises = [
      ...unexpectedJobs(run, { 'release/deploy/gate': 'failure', 'release/deploy/deploy': 'skipped' }),
      ...unexpectedRecords(recordsOf(mission, [run])),
      ...unless(run.result === 'failure', 'the run was to be red'),
      ...unexpectedSentences(run, notAllowed),
      ...unless(
        became.join() === 'web-staging-build,web-staging-scan',
        `only the roles that build and scan were to be assumed, and it were ${became.join(', ')}`,
      ),
      ...unless(
        running(mission, 'staging')?.revision === before?.revision,
        'the service runs another revision than before',
      ),
      ...unless(serves === '1', `version 1 was to serve on, and ${serves ?? 'nothing'} does`),
    ];
    if (surprises.length === 0) {
      narrator.good(
        `Stopped at the gate: no job became the role that deploys (${became.join(', ')}); version 1 serves.`,
      );
    }
    return surprises;
  },
};

export const fixed: Act = {
  name: 'fixed',
  title: '4  A push that is fine',
  tell: async (stage) => {
    const { mission, narrator } = stage;
    await mission.consumer.change(...version('3', '4'));
    const commit = await mission.consumer.commit('Version 4, on the new base image');
    const run = onlyRun(await mission.local.push(['settings.mjs']), 'release.yml');
    tellJobs(narrator, run);
    const serves = await served(mission, 'staging');
    const deployed = await deployedTags(stage, commit);
    const surprises = [
      ...unexpectedJobs(run, { 'release/deploy/gate': 'success', 'release/deploy/deploy': 'success' }),
      ...unexpectedRecords(recordsOf(mission, [run]), 'staging: success'),
      ...unless(run.result === 'success', 'the run was to be green'),
      ...unless(serves === '4', `version 4 was to serve, and ${serves ?? 'nothing'} does`),
      ...unless(deployed.length === 1, 'what serves is not tagged as deployed'),
    ];
    if (surprises.length === 0) narrator.good(`Version 4 serves; its image is tagged ${deployed.join()}.`);
    return surprises;
  },
};

/** The tags by which the registry knows that the image of a commit was deployed. */
async function deployedTags({ mission }: Stage, commit: string): Promise<readonly string[]> {
  const tags = await tagsIn(mission, 'staging/web');
  const digests = new Set([...tags].filter(([tag]) => tag.startsWith(commit)).map(([, digest]) => digest));
  return [...tags]
    .filter(([tag, digest]) => tag.startsWith('deployed-') && digests.has(digest))
    .map(([tag]) => tag);
}
