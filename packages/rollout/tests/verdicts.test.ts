/**
 * What the engine says in random worlds on the local ECS, judged by the world's own record. These few are the same
 * ones each time; `npm run bench -- verdicts` plays a hundred thousand others.
 */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { documentedDiagram } from '@slipway/test-kit/simulation/diagram';
import { judge } from '@slipway/test-kit/simulation/judge/judge';
import { play } from '@slipway/test-kit/simulation/play';
import type { Scene } from '@slipway/test-kit/simulation/scene';
import { scenes } from '@slipway/test-kit/simulation/scenes';
import { told } from '@slipway/test-kit/simulation/words';

const diagram = documentedDiagram();

/** In words, and already shrunk. */
function tell({ counterexample, errorInstance }: fc.RunDetails<[Scene]>): void {
  if (counterexample === null) return;
  const why = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  throw new Error([...told(counterexample[0]), why].join('\n'));
}

test('no verdict is wrong, whatever the world, its people and its network do', async () => {
  const property = fc.asyncProperty(scenes, async (scene) => {
    expect(judge(await play(scene), diagram)).toEqual([]);
  });
  await fc.assert(property, { seed: 41, numRuns: 300, interruptAfterTimeLimit: 10_000, reporter: tell });
}, 30_000);
