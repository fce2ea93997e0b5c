/** Runs that end before anything is changed, and say why. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { play } from '@slipway/test-kit/ecs-double/rollout-scenario';
import { headline } from './played.ts';

describe('nothing is touched', () => {
  const same = { kind: 'revision', reference: 'web:41' } as const;

  test('when the service runs the revision already', async () => {
    const { end, ecs } = await play({ wanted: same });
    expect(headline(end)).toBe('web:41 runs already, with 2 of 2 tasks. Nothing was changed.');
    expect(ecs.calls).not.toContain('UpdateService');
  });

  test('when the document equals what runs', async () => {
    const { end, ecs } = await play({ ports: { sameDocument: () => true } });
    expect(end.kind).toBe('unchanged');
    expect(ecs.calls).not.toContain('RegisterTaskDefinition');
  });

  test('in a dry run, which says what it would do', async () => {
    const { end, ecs } = await play({ request: { dryRun: true } });
    expect(headline(end)).toBe(
      'A new revision would be deployed to web in place of web:41. This was a dry run: nothing was changed.',
    );
    expect(ecs.calls).not.toContain('RegisterTaskDefinition');
  });

  test.each([
    [
      { status: 'MISSING' },
      'There is no service web in cluster main: ECS does not know it in this account and region.',
    ],
    [
      { status: 'DRAINING' },
      'The service web in cluster main can’t be deployed to: it is DRAINING, somebody is deleting it.',
    ],
    [
      { controller: 'CODE_DEPLOY' },
      'The service web in cluster main can’t be deployed by this action: its deployment controller is CODE_DEPLOY, not ECS.',
    ],
  ])('when the service is %j', async (ecs, words) => {
    const { end, ecs: double } = await play({ ecs });
    expect(headline(end)).toBe(words);
    expect(double.calls).not.toContain('RegisterTaskDefinition');
  });

  test('when ECS refuses the update, and the revision that was made is named', async () => {
    const denied = setupFailure({
      code: 'access-denied',
      what: 'AWS denied ecs:UpdateService on web',
      why: 'no',
    });
    const { end } = await play({ before: (ecs) => ecs.fail('UpdateService', 1, denied) });
    expect(headline(end)).toBe(
      'AWS denied ecs:UpdateService on web: no. web:42 was registered, and the service was not touched.',
    );
    expect(end.failureKind).toBe('setup');
  });
});
