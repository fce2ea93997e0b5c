/** A job that is cancelled: the way back is asked for in its last seconds, and the post step tells the end. */
import { red, type Scenes } from './scene.ts';

const whenItRuns = (line: string): boolean => line.includes('ECS was asked to run');

/** The runner's own seconds are real ones, and a busy machine needs them. */
const timeFactor = 2;

export const cancels: Scenes = {
  'the job is cancelled: the old revision serves again': red({
    timeFactor,
    play: ({ deploy }) => deploy('hangs', {}, whenItRuns),
  }),
  'the job is cancelled, and the deployment is left alone': red({
    timeFactor,
    play: ({ deploy }) => deploy('hangs', { 'on-cancel': 'leave' }, whenItRuns),
  }),
};
