/** keep-revisions in the whole use case: what follows a success, and what does not follow anything else. */
import { describe, expect, test } from '@jest/globals';
import { deploy, type Scene } from './world.ts';

describe('keep-revisions', () => {
  const values = { 'keep-revisions': '2' };
  const older: Scene['before'] = (ecs) => {
    for (let count = 0; count < 3; count += 1) ecs.register({ family: 'web' });
  };

  test('retires what is older after a success, and the log says so', async () => {
    const { ecs, runner } = await deploy({ values, before: older });
    expect(runner.log.lines.at(-1)).toBe(
      'Deregistered 2 revisions of web that no task runs, older than the newest 2.',
    );
    expect((await ecs.ports.taskDefinitions.active('web')).map((each) => each.split(':').at(-1))).toEqual([
      '45',
      '44',
      '41',
    ]);
  });

  test('tells what kept it from that as a warning, and the run stays green', async () => {
    const before: Scene['before'] = (ecs) => {
      older(ecs);
      ecs.fail('ListTaskDefinitions', 1);
    };
    const { result } = await deploy({ values, before });
    expect(result.run.end.kind).toBe('succeeded');
    expect(result.warnings).toEqual([
      'No revision of web was deregistered: ListTaskDefinitions failed after retries: Rate exceeded.',
    ]);
  });

  test('retires nothing after a way back', async () => {
    const { ecs } = await deploy({ values, before: older, ecs: { behaviours: { 45: { diesAfter: 3000 } } } });
    expect(ecs.calls).not.toContain('DeregisterTaskDefinition');
  });
});
