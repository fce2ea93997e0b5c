import { expect, test } from '@jest/globals';
import { manualClock } from '../src/manual-clock.ts';

test('sleepers wake in order of time, equal times in order of asking, each at its own time', async () => {
  const clock = manualClock(0);
  const woken: string[] = [];
  for (const [name, milliseconds] of [
    ['late', 20],
    ['first', 10],
    ['second', 10],
  ] as const) {
    void clock.sleep(milliseconds).then(() => woken.push(`${name} at ${String(clock.now())}`));
  }
  await clock.advance(15);
  expect(woken).toEqual(['first at 10', 'second at 10']);
  await clock.advance(5);
  expect(woken).toEqual(['first at 10', 'second at 10', 'late at 20']);
});

test('who sleeps again while time moves is woken again in the same move', async () => {
  const clock = manualClock(0);
  let looks = 0;
  const watch = async (): Promise<void> => {
    for (; looks < 3; looks += 1) await clock.sleep(10);
  };
  void watch();
  await clock.advance(30);
  expect(looks).toBe(3);
});

test('an aborted sleep ends at once and leaves no timer', async () => {
  const clock = manualClock(0);
  const controller = new AbortController();
  const sleep = clock.sleep(1000, controller.signal);
  controller.abort();
  await sleep;
  expect([clock.now(), clock.sleepers]).toEqual([0, 0]);
});

test('driving ends with what is driven, and says when everything waits for nothing', async () => {
  const clock = manualClock(0);
  await expect(clock.drive(clock.sleep(5).then(() => clock.now()))).resolves.toBe(5);
  await expect(clock.drive(new Promise(() => undefined))).rejects.toThrow(
    'Everything waits, and no timer is due.',
  );
  await expect(clock.drive(Promise.reject(new Error('its own')))).rejects.toThrow('its own');
});

test('who is driven by somebody else now stays where it is: a killed run moves no time', async () => {
  const clock = manualClock(0);
  let looks = 0;
  const watch = async (): Promise<void> => {
    for (;;) {
      looks += 1;
      await clock.sleep(10);
    }
  };
  void clock.drive(watch());
  await clock.drive(clock.sleep(25));
  const seen = looks;
  await new Promise((resolve) => setImmediate(resolve));
  expect([clock.now(), looks]).toEqual([25, seen]);
});
