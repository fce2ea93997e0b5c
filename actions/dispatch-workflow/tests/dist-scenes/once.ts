/** Workflows that are started once for a key. */
import type { Fault } from '@slipway/local-github/faults';
import { followed, green, red, step, type Scenes } from './scene.ts';

const variablesToken = 'github_pat_localVariablesToken';
const once = { ...followed, 'only-once': 'first-run', 'variables-token': variablesToken };

const missing = (path: RegExp): Fault => ({
  method: 'GET',
  path,
  when: 'before',
  answer: { status: 404, message: 'Not Found' },
  times: 99,
});

export const onlyOnce: Scenes = {
  'the first time it is started, and written down': green({ play: step(once) }),
  'the second time it is not, and tells the run': green({
    play: async ({ dispatch }) => {
      await dispatch(once);
      return dispatch(once, { GITHUB_RUN_ID: '78' });
    },
  }),
  'a re-run of the job is never green after a red release': red({
    play: async ({ dispatch }) => {
      await dispatch({ ...once, inputs: 'version=2' });
      return dispatch(once, { GITHUB_RUN_ATTEMPT: '2' });
    },
  }),
  'a release of another workflow run that is gone is told, and not judged': green({
    play: async ({ stage, dispatch }) => {
      await dispatch(once);
      stage.github.faults.push(missing(/^\/actions\/runs\/\d+$/));
      return dispatch(once, { GITHUB_RUN_ID: '78' });
    },
  }),
  'what is done stays done when its workflow is gone': green({
    play: async ({ stage, dispatch }) => {
      await dispatch(once);
      stage.github.faults.push(missing(/release\.yml$/));
      return dispatch(once, { GITHUB_RUN_ID: '78' });
    },
  }),
  'the token of the job can not remember it: nothing is started': red({
    play: step({ ...followed, 'only-once': 'first-run' }),
  }),
  'an event that nobody listens to is sent once': green({
    play: async ({ dispatch }) => {
      const unheard = {
        'event-type': 'unheard',
        'only-once': 'first-run',
        'variables-token': variablesToken,
      };
      await dispatch(unheard);
      return dispatch(unheard, { GITHUB_RUN_ATTEMPT: '2' });
    },
  }),
  'a dry run says what would be remembered': green({ play: step({ ...once, 'dry-run': 'true' }) }),
  'a key of another workflow': red({
    play: async ({ dispatch }) => {
      await dispatch(once);
      return dispatch({ ...once, workflow: 'marked.yml', inputs: '' });
    },
  }),
  'what GitHub refuses gives the key back': red({
    github: { refs: ['main', 'v1'] },
    play: async ({ stage, dispatch }) => {
      stage.github.faults.push({
        method: 'POST',
        path: /dispatches$/,
        when: 'before',
        answer: { status: 422, message: 'No ref found for: v1' },
        times: 1,
      });
      return dispatch({ ...once, ref: 'v1' });
    },
  }),
};
