/** What is asked for, and refused before anything is started. */
import { green, red, release, step, type Scenes } from './scene.ts';

export const asking: Scenes = {
  'a dry run looks at everything and starts nothing': green({
    play: step({ ...release, 'dry-run': 'true' }),
  }),
  'a dry run of a disabled workflow is red': red({
    play: step({ workflow: 'sleeping.yml', 'dry-run': 'true' }),
  }),
  '`when` says no': green({ play: step({ ...release, when: '[]' }) }),
  '`when` is empty': green({ play: step({ ...release, when: '' }) }),
  'a workflow by its name': green({ play: step({ ...release, workflow: 'Release' }) }),
  'a name that several are near to': red({ play: step({ ...release, workflow: 'Relaese' }) }),
  'a file that is not there': red({ play: step({ ...release, workflow: 'relaese.yml' }) }),
  'a file that is not on the ref': red({
    github: {
      refs: ['main', 'v1'],
      handlers: { 'new.yml': { inputs: {}, at: { v1: false }, perform: async () => undefined } },
    },
    play: step({ workflow: 'new.yml', ref: 'v1' }),
  }),
  'a ref that is not there': red({ play: step({ ...release, ref: 'v9' }) }),
  'a commit': red({ play: step({ ...release, ref: '0123456789abcdef0123456789abcdef01234567' }) }),
  'a workflow without the trigger': red({ play: step({ workflow: 'on-event.yml' }) }),
  'a reusable workflow': red({ play: step({ workflow: 'reusable.yml' }) }),
  'inputs that the workflow does not take, all told at once': red({
    play: step({ workflow: 'release.yml', inputs: 'verison: 1.10\nlevel: major\ndry: maybe' }),
  }),
  'inputs that do not go together': red({
    play: step({ ...release, 'event-type': 'ship', 'cancel-on-timeout': 'true' }),
  }),
  'inputs as YAML arrive as they are written': green({
    play: step({ workflow: 'release.yml', inputs: 'version: 1.10\nlevel: minor\ndry: true' }),
  }),
};
