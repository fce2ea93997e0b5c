/** The scene that all others are told by their difference from: two tasks, no checks, and a good new revision. */
import type { Image, Scene } from './scene.ts';

export const good: Image = [{ kind: 'good', after: 2000 }];

export const plainScene: Scene = {
  service: {
    desired: 2,
    percents: [100, 200],
    breaker: 'rollback',
    checks: 'none',
    grace: 0,
    strategy: 'ROLLING',
    bakeTime: 0,
    onAlarm: 'nothing',
    earlySuccess: 'off',
    hook: undefined,
  },
  images: { old: good, new: good, other: good },
  earlier: [],
  asked: {},
  wanted: 'new',
  happenings: [],
  alarms: [],
  shortage: undefined,
  endpoint: 'good',
  travel: [30, 20],
  lag: 0,
  faults: [],
  denied: [],
  cut: undefined,
  after: [],
  dice: 1,
};
