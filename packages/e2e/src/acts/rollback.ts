/** Act 6: somebody goes back by hand; and where there is nothing to go back to, is told so. */
import { running, served } from '../looking.ts';
import { sentencesOf, unexpectedSentences } from '../sentences.ts';
import { tellJobs, unexpectedJobs, unless, type Act, type Stage } from '../stage.ts';

export const rollback: Act = {
  name: 'rollback',
  title: '6  Back by hand',
  tell: async (stage) => {
    const { mission, narrator } = stage;
    const before = running(mission, 'staging')?.revision;
    const run = await mission.local.dispatch('rollback.yml');
    tellJobs(narrator, run);
    const serves = await served(mission, 'staging');
    const now = running(mission, 'staging')?.revision ?? 'nothing';
    const proven = run.outputs['rollback/rollback.name.revision'];
    const surprises = [
      ...unexpectedJobs(run, { 'rollback/rollback': 'success' }),
      ...unless(serves === '1', `version 1 was to serve again, and ${serves ?? 'nothing'} does`),
      ...unless(proven === now, `the workflow says that ${proven ?? 'nothing'} serves, and it is ${now}`),
    ];
    if (surprises.length > 0) return surprises;
    narrator.good(`From ${before ?? 'nothing'} back to ${now}, which the run has proven; version 1 answers.`);
    return nothingBefore(stage);
  },
};

const nothingThere = `There is nothing before what web-production runs: ECS knows no successful deployment before ‹number› of web-production:1 that ran another revision of its family, and remembers 90 days. Name the revision in \`task-definition\`, as \`family:revision\`. Nothing was changed.
Who acts: the application team.`;

/** Before the first deployment the service had the template, which was never meant to run. */
async function nothingBefore({ mission, narrator }: Stage): Promise<readonly string[]> {
  narrator.say('Production has had one deployment only. What does the way back say there?');
  const before = running(mission, 'production')?.revision;
  const run = await mission.local.dispatch('rollback-production.yml');
  tellJobs(narrator, run);
  for (const told of sentencesOf(run)) narrator.log(told);
  const outcome = run.outputs['rollback/rollback.deploy.outcome'];
  const now = running(mission, 'production')?.revision;
  return [
    ...unexpectedJobs(run, { 'rollback/rollback': 'failure' }),
    ...unless(outcome === 'refused', `it was to be refused, and ended ${outcome ?? 'in no way'}`),
    ...unexpectedSentences(run, nothingThere),
    ...unless(before === now, `production runs ${now ?? 'nothing'} now, and ran ${before ?? 'nothing'}`),
  ];
}
