/** Jobs that do not come to their end: cancelled, the way back asked for in their last seconds; or gone with a machine. */
import { green, red, type Scenes } from './scene.ts';

export const interrupted: Scenes = {
  'the job is cancelled: the old revision serves again': red({
    play: ({ deploy, later, cancel }) => {
      later(40, cancel);
      return deploy('hangs');
    },
  }),
  'the job is cancelled, and the deployment is left alone': red({
    play: ({ deploy, later, cancel }) => {
      later(40, cancel);
      return deploy('hangs', { 'on-cancel': 'leave' });
    },
  }),
  'the job is cancelled before ECS was asked for anything': red({
    play: ({ deploy, whenCalled, cancel }) => {
      whenCalled('RegisterTaskDefinition', cancel);
      return deploy('v2');
    },
  }),
  'the machine went away while it watched: the same job run again joins its deployment': green({
    play: async ({ deploy, later, kill }) => {
      later(40, kill);
      await deploy('v2');
      return deploy('v2');
    },
  }),
  'the machine went away when ECS was asked, before it heard so: the job run again joins': green({
    play: async ({ deploy, whenCalled, kill }) => {
      whenCalled('UpdateService', kill);
      await deploy('v2');
      return deploy('v2');
    },
  }),
  'the machine went away when the revision was made, before it heard so: none is made again': green({
    play: async ({ deploy, whenCalled, kill }) => {
      whenCalled('RegisterTaskDefinition', kill);
      await deploy('v2');
      return deploy('v2');
    },
  }),
};
