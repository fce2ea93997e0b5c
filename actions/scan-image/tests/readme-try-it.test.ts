/** What the README has a newcomer type, on the committed bundle and in lockstep with the time of the local cloud. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { virtualClock } from '@slipway/local-aws/clock';
import { openStage } from '@slipway/test-kit/harbour-stage';
import { openLockstep } from '@slipway/test-kit/lockstep/lockstep';
import { blocksOf } from '../../../packages/repo-tools/src/markdown-blocks.ts';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const world =
  blocksOf(readme, 'yaml').find(({ content }) => content.startsWith('# gate.world.yaml'))?.content ?? '';

/** The inputs of each line, as the shell would split them. */
const commands = blocksOf(readme, 'sh')
  .flatMap(({ content }) => [...content.matchAll(/^npm run action -- scan-image (.*)$/gm)])
  .map(([, words = '']) =>
    Object.fromEntries(
      [...words.matchAll(/([\w-]+)=(?:'([^']*)'|(\S+))/g)].map(([, name = '', quoted, bare]) => [
        name,
        quoted ?? bare ?? '',
      ]),
    ),
  );

test('the first image is allowed, and the second one is not, for what is new in it', async () => {
  await using opened = new AsyncDisposableStack();
  const lockstep = await openLockstep(virtualClock(undefined, 1));
  opened.defer(() => lockstep.close());
  const stage = await openStage({ world, lockstep });
  opened.defer(() => stage.close());
  const [first = {}, second = {}, ...others] = commands;
  expect(others).toEqual([]);
  const allowed = await stage.play('scan-image', first);
  expect(allowed.run.outputs).toMatchObject({ verdict: 'passed', allowed: 'true' });
  const { digest = '' } = allowed.run.outputs;
  const baseline = second.baseline?.replace('sha256:…', digest) ?? '';
  const refused = await stage.play('scan-image', { ...second, baseline });
  expect(refused.run.outputs).toMatchObject({ verdict: 'failed', allowed: 'false', 'new-count': '1' });
});
