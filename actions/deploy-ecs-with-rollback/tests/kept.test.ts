/** What a step keeps for its own post step: enough to see the way back to its end, and no secrets. */
import { describe, expect, test } from '@jest/globals';
import { isEnded } from '@slipway/rollout/phases';
import { deploy, dying } from './world.ts';

describe('what is kept for the post step', () => {
  test('begins with the update, and holds each step once', async () => {
    const { kept } = await deploy({ ecs: dying });
    expect(kept.map((phase) => phase.kind)).toEqual([
      'updating',
      'watching',
      'rolling-back',
      'rolling-back',
      'rolled-back',
    ]);
  });

  test('ends with the end, so that nothing is followed after it', async () => {
    const { kept } = await deploy();
    expect(kept.at(-1)).toMatchObject({ kind: 'succeeded' });
    expect(kept.at(-1)).not.toHaveProperty('unfinished');
    expect(kept.filter(isEnded)).toHaveLength(1);
  });

  test('never holds the document, which may hold secrets', async () => {
    const secret = {
      family: 'web',
      containerDefinitions: [{ name: 'web', image: 'x', command: ['hunter2'] }],
    };
    const { kept } = await deploy({ files: { 'web.json': JSON.stringify(secret) }, ecs: dying });
    expect(JSON.stringify(kept)).not.toContain('hunter2');
  });
});
