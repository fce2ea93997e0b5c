/** Act 1: from an empty account to the first deployment, without a hand in between but that of the person who begins. */
import { running, served, recordsOf } from '../looking.ts';
import { tellJobs, unexpectedJobs, unexpectedRecords, unless, type Act, type Stage } from '../stage.ts';
import { environments, region } from '../values.ts';

export const bootstrap: Act = {
  name: 'bootstrap',
  title: '0  A person begins: terraform/stack bootstrap production apply, some 80 seconds',
  tell: async (stage) => {
    const { mission, narrator } = stage;
    await mission.consumer.change('settings.mjs', 'versionOf(readVersion)', "'1'");
    await mission.consumer.commit('Say which version this is');
    const applied = await mission.stack('bootstrap', 'production', 'apply', '-auto-approve', '-no-color');
    if (applied.code !== 0) return [`bootstrap could not be applied:\n${applied.printed.slice(-3000)}`];
    const told = await mission.stack('bootstrap', 'production', 'output', '-no-color');
    const outputs = Object.fromEntries(
      [...told.printed.matchAll(/^([A-Z][A-Z0-9_]*) = "(.*)"$/gm)].map(([, name = '', value = '']) => [
        name,
        value,
      ]),
    );
    setVariables(stage, { ...outputs, AWS_REGION: region });
    narrator.good(`State, lock and two roles stand: ${Object.keys(outputs).join(', ')} are variables now.`);
    return unless(Object.keys(outputs).length === 2, 'bootstrap was to tell two roles');
  },
};

/** As `gh variable set` does: for both environments, and for pull requests, whose plan has no environment. */
function setVariables({ mission }: Stage, variables: Readonly<Record<string, string>>): void {
  const { github } = mission.local;
  for (const environment of environments) github.environments.put(environment, { variables });
  for (const [name, value] of Object.entries(variables)) {
    if (name !== 'AWS_ROLE_APPLY') github.variables.put(name, value);
  }
}

export const infrastructure: Act = {
  name: 'infrastructure',
  title: '1  Infrastructure, first run: plan, apply, publish; and in staging the first release by itself',
  tell: async ({ mission, narrator }) => {
    narrator.say(
      'Both environments at once, some five minutes: production gets its first image later, by a promotion.',
    );
    const [staging, production] = await Promise.all([
      mission.local.dispatch('infrastructure-staging.yml'),
      mission.local.dispatch('infrastructure.yml'),
    ]);
    const release = mission.local.runs.find(({ workflow }) => workflow === 'release.yml');
    const first = release === undefined ? [] : [release];
    for (const run of [staging, ...first, production]) tellJobs(narrator, run);
    const published = [...(mission.local.github.environments.get('staging')?.variables.keys() ?? [])];
    const serves = await served(mission, 'staging');
    const { revision = 'nothing' } = running(mission, 'staging') ?? {};
    const surprises = [
      ...unexpectedJobs(staging, {
        ...ended(['plan', 'apply', 'publish', 'start', 'settle'], 'success'),
        'infrastructure/review': 'skipped',
      }),
      ...unexpectedJobs(production, ended(['plan', 'apply', 'publish'], 'success')),
      ...unexpectedRecords(recordsOf(mission, [staging, production, ...first]), 'staging: success'),
      ...unless(release !== undefined, 'the first release was not started'),
      ...first.flatMap((run) =>
        unexpectedJobs(run, ended(['preflight', 'build', 'push'], 'success', 'release')),
      ),
      ...unless(published.includes('AWS_ROLE_DEPLOY'), `published were only ${published.join(', ')}`),
      ...unless(serves === '1', `version 1 was to serve in staging, and ${serves ?? 'nothing'} does`),
    ];
    if (surprises.length > 0) return surprises;
    narrator.good(`${String(published.length)} variables of staging are published: ${published.join(', ')}.`);
    narrator.good(`Version 1 serves in staging, as ${revision}.`);
    return [];
  },
};

const ended = <Result extends string>(
  jobs: readonly string[],
  result: Result,
  caller = 'infrastructure',
): Readonly<Record<string, Result>> => Object.fromEntries(jobs.map((job) => [`${caller}/${job}`, result]));
