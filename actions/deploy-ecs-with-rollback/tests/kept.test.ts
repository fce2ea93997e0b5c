/** What a step keeps for its own post step: enough to see the way back to its end, and no secrets. */
import { describe, expect, test } from '@jest/globals';
import { isEnded } from '@slipway/rollout/phases';
import { followUp } from '../src/follow-up.ts';
import { deployService } from '../src/deploy-service.ts';
import { deploy, dying, given, region, stage, type Scene } from './world.ts';

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

  test('is kept again when the update is planned anew, on what runs by then', async () => {
    const { ecs, world, kept, ports, clock } = stage();
    const { taskDefinitions } = ecs.ports;
    const register: typeof taskDefinitions.register = async (document) => {
      const made = await taskDefinitions.register(document);
      ecs.deploy(ecs.register({ family: 'theirs' }));
      return made;
    };
    const meanwhile = { ...world, taskDefinitions: { ...taskDefinitions, register } };
    await clock.drive(deployService(given(), region, { ...ports, world: meanwhile }));
    const updates = kept.filter((phase) => phase.kind === 'updating');
    expect(updates).toHaveLength(2);
    expect(new Set(updates.map(({ before }) => before)).size).toBe(2);
  });

  test('has no login of the health check', async () => {
    const { kept } = await deploy({
      ecs: dying,
      values: { 'health-check-url': 'https://user:pass-word@web.example/health?token=to-ken' },
    });
    expect(kept).not.toHaveLength(0);
    expect(JSON.stringify(kept)).not.toMatch(/pass-word|to-ken/);
  });

  test('ends with the end, so that nothing is followed after it', async () => {
    const { kept } = await deploy();
    expect(kept.at(-1)).toMatchObject({ kind: 'succeeded' });
    expect(kept.at(-1)).not.toHaveProperty('unfinished');
    expect(kept.filter(isEnded)).toHaveLength(1);
  });

  const scenes: readonly [string, Scene][] = [
    ['rolled back', {}],
    ['cancelled while it watched', { script: { 17_000: (_, cancel) => cancel() } }],
    ['cancelled on the way back', { script: { 26_000: (_, cancel) => cancel() } }],
    ['of many tasks', { ecs: { ...dying, desired: 100 } }],
    [
      'of many tasks, cancelled',
      { ecs: { ...dying, desired: 100 }, script: { 17_000: (_, cancel) => cancel() } },
    ],
  ];

  test.each(scenes)('is small enough for one environment variable in a run that is %s', async (_, scene) => {
    const { kept, result } = await deploy({
      ecs: dying,
      log: Array<string>(20).fill('x'.repeat(8000)),
      ...scene,
    });
    expect(result.run.end.evidence).toBeDefined();
    for (const phase of kept) expect(Buffer.byteLength(JSON.stringify(phase))).toBeLessThan(32_000);
  });

  test('leaves out what the post step reads again', async () => {
    const played = await deploy({ ecs: dying, script: { 26_000: (_, cancel) => cancel() } });
    const phase = played.kept.at(-1);
    if (phase?.kind !== 'stuck') throw new Error('the way back was not handed over');
    expect(JSON.stringify(phase)).not.toContain('no database');
    const world = { ...played.world, cancelled: new AbortController().signal };
    const { lines, summary } = await played.clock.drive(followUp(phase, region, world));
    expect(lines).toContain('  Error: no database');
    expect(summary?.markdown).toContain('container web exited with code 1');
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
