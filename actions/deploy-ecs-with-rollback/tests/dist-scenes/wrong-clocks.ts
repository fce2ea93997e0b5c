/** A runner whose clock is minutes wrong, and containers without health checks: how old a task is tells its health. */
import type { Harbour } from '../dist-harbour.ts';
import { documentOf } from '../dist-world.ts';
import { green, red, type Scenes } from './scene.ts';

const minutes = 60_000;

export const wrongClocks: Scenes = {
  'the clock is five minutes slow: what is healthy is proven all the same': green({
    wall: { ahead: -5 * minutes },
    play: (harbour) => unchecked(harbour, 'v2'),
  }),
  'the clock is set an hour forward meanwhile: the time limit is not over': green({
    wall: { ahead: 0, setAfter: 30_000, setBy: 60 * minutes },
    play: (harbour) => unchecked(harbour, 'v2'),
  }),
  'the clock is five minutes fast: tasks that die young are not taken for healthy ones': red({
    wall: { ahead: 5 * minutes },
    tasks: 1,
    play: (harbour) => unchecked(harbour, 'short-lived'),
  }),
};

async function unchecked({ stage, run }: Harbour, tag: string) {
  await stage.push('web', tag);
  const document = documentOf(stage, tag);
  const text = JSON.stringify(document, (key, value: unknown) => (key === 'healthCheck' ? undefined : value));
  await stage.write('web.json', text);
  return run({ 'task-definition': 'web.json' });
}
