/** What the dates of answers tell of the clock of AWS: by rule, and through the SDK's client. */
import { ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import { describe, expect, test } from '@jest/globals';
import { answeredTime, dated, type AwsTime } from '../src/aws-time.ts';
import { wire } from './wire.ts';

const noon = Date.UTC(2026, 0, 1, 12);
const minute = 60_000;

interface Machine {
  readonly now: () => number;
  passes(milliseconds: number): void;
}

function machine(): Machine {
  let now = noon;
  return { now: () => now, passes: (milliseconds) => void (now += milliseconds) };
}

/** A machine whose clock AWS's own is so much ahead of, and an answer that took so long; dated half way. */
function answered(time: AwsTime, clock: Machine, ahead: number, lasting: number): void {
  const asked = clock.now();
  clock.passes(lasting / 2);
  const date = new Date(clock.now() + ahead).toUTCString();
  clock.passes(lasting / 2);
  time.heard(date, asked);
}

describe('the clock of AWS', () => {
  test('is the runner’s as long as nothing is known, and where no answer speaks against it', () => {
    const clock = machine();
    const time = answeredTime(clock);
    expect(time.awsTime(noon)).toBe(noon);
    for (const ahead of [0, 300, -300]) answered(time, clock, ahead, 800);
    expect(time.awsTime(noon)).toBe(noon);
  });

  test.each([5 * minute, -5 * minute, 3456, -3456])(
    'is known to a second and a round trip after one answer: %d ms ahead',
    (ahead) => {
      const clock = machine();
      const time = answeredTime(clock);
      answered(time, clock, ahead, 200);
      const told = time.awsTime(noon) - noon;
      expect(told).toBeLessThanOrEqual(ahead);
      expect(told).toBeGreaterThanOrEqual(ahead - 1200);
    },
  );

  test('is known ever more exactly', () => {
    const clock = machine();
    const time = answeredTime(clock);
    for (let answers = 0; answers < 20; answers += 1) {
      answered(time, clock, 5 * minute, 100);
      clock.passes(4137);
    }
    const told = time.awsTime(noon) - noon;
    expect(told).toBeLessThanOrEqual(5 * minute);
    expect(told).toBeGreaterThan(5 * minute - 250);
  });

  test('is told anew once a clock was set meanwhile', () => {
    const clock = machine();
    const time = answeredTime(clock);
    answered(time, clock, 5 * minute, 100);
    answered(time, clock, 0, 100);
    expect(time.awsTime(noon)).toBe(noon);
  });

  test.each([undefined, '', 'soon'])('is not told by the date %j', (date) => {
    const time = answeredTime(machine());
    time.heard(date, noon);
    expect(time.awsTime(noon)).toBe(noon);
  });
});

test.each([
  ['an answer', {}],
  ['a refusal', { error: 'AccessDeniedException' }],
])('a client tells the date of %s', async (_, answer) => {
  const clock = machine();
  const time = answeredTime(clock);
  const date = new Date(noon + 5 * minute).toUTCString();
  const client = dated(new ECSClient(wire({ ...answer, date }).options), time, clock);
  await client.send(new ListClustersCommand({})).catch(() => undefined);
  expect(time.awsTime(noon)).toBe(noon + 5 * minute);
});
