/** Runs that are followed to their end, or as far as time, people and GitHub let them. */
import type { Fault } from '@slipway/local-github/faults';
import { followed, green, red, step, type Scenes } from './scene.ts';

const looks = (fault: Partial<Fault>): Fault => ({
  method: 'GET',
  path: /^\/actions\/runs\/\d+$/,
  when: 'before',
  times: 1,
  ...fault,
});

const endless = { workflow: 'endless.yml', wait: 'true', timeout: '1m' };
const isFollowed = (line: string): boolean => line.includes('job work is in_progress');

export const following: Scenes = {
  'a run that succeeds': green({ play: step(followed) }),
  'a run that fails, with the job and the step': red({ play: step({ ...followed, inputs: 'version=2' }) }),
  'a run that waits for an approval until the timeout': red({
    play: step({ workflow: 'guarded.yml', wait: 'true', timeout: '2m' }),
  }),
  'a run that waits for a timer': green({
    github: { environments: { production: { waitTimer: 5 } } },
    play: step({ workflow: 'guarded.yml', wait: 'true' }),
  }),
  'a run that does not end in time goes on': red({ play: step(endless) }),
  'a run that does not end in time is cancelled, and followed to its end': red({
    play: step({ ...endless, 'cancel-on-timeout': 'true' }),
  }),
  'a run that resists its cancellation': red({
    github: {
      handlers: { 'endless.yml': { inputs: {}, cancelTakes: false, perform: (run) => run.sleep(1e9) } },
    },
    play: step({ ...endless, 'cancel-on-timeout': 'true' }),
  }),
  'a job that is cancelled leaves its run alone': red({
    play: ({ dispatch }) => dispatch(endless, {}, { cancelsAt: isFollowed }),
  }),
  'a job that is cancelled cancels its run': red({
    play: ({ dispatch }) =>
      dispatch({ ...endless, 'cancel-on-cancel': 'true' }, {}, { cancelsAt: isFollowed }),
  }),
  'a GitHub that is down for a while': green({
    play: step(followed, looks({ answer: { status: 502, message: 'Bad Gateway' }, skip: 3, times: 8 })),
  }),
  'a rate limit beyond the timeout is told once': red({
    play: step(
      { ...followed, timeout: '1m' },
      looks({
        answer: { status: 429, message: 'Too many requests', headers: { 'retry-after': '600' } },
        skip: 2,
        times: 100,
      }),
    ),
  }),
  'hostile names are printed harmlessly': red({
    github: {
      handlers: {
        'hostile.yml': {
          inputs: {},
          perform: (run) =>
            run.job('::error::job ##[group]', (job) =>
              job.step('<script> | `rm` [a](javascript:b)\n::set-output::x', () =>
                Promise.reject(new Error('no')),
              ),
            ),
        },
      },
    },
    play: step({ workflow: 'hostile.yml', wait: 'true' }),
  }),
  'a run of 150 jobs': green({
    github: {
      handlers: {
        'wide.yml': {
          inputs: {},
          perform: async (run) => {
            const jobs = Array.from({ length: 150 }, (_, index) => index);
            await Promise.all(
              jobs.map((index) => run.job(`part ${String(index)}`, (job) => job.step('Work', 10_000))),
            );
          },
        },
      },
    },
    play: step({ workflow: 'wide.yml', wait: 'true' }),
  }),
};
