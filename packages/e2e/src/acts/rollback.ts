/** Act 6: somebody goes back by hand. */
import { running, served } from '../looking.ts';
import { tellJobs, unexpectedJobs, unless, type Act } from '../stage.ts';

export const rollback: Act = {
  name: 'rollback',
  title: '6  Back by hand',
  tell: async ({ mission, narrator }) => {
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
    return [];
  },
};
