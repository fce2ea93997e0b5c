import { afterEach, describe, expect, test } from '@jest/globals';
import type { BehaviourWorld } from '../src/world.ts';
import { container, imageWorld, registry, stage, task, type Stage } from './tasks-stage.ts';
import { virtualClock } from '../src/clock.ts';

const probe = { container: 'web', port: 8080, path: '/', timeout: 1000 };
let open: Stage | undefined;
afterEach(() => open?.close());

async function play(behaviour: readonly BehaviourWorld[]) {
  const clock = virtualClock();
  open = await stage(clock, registry(), [imageWorld({ behaviour })]);
  const running = open.runtime.start(task(container()), open.events);
  return { clock, running, said: open.said };
}

describe('a scripted container', () => {
  test('tells nothing inside start, and starts when time moves', async () => {
    const { clock, said } = await play([]);
    expect(said).toEqual([]);
    clock.advance(0);
    expect(said).toEqual(['started web']);
  });

  test('acts at its times to the millisecond', async () => {
    const { clock, said } = await play([
      { at: 1000, log: 'ready' },
      { at: 2000, health: 'HEALTHY' },
      { at: 4000, log: 'out of luck', exit: 1 },
      { at: 5000, log: 'never said' },
    ]);
    clock.advance(3999);
    expect(said).toEqual(['started web', 'health log ready', 'health web HEALTHY']);
    clock.advance(1);
    expect(said.slice(3)).toEqual(['health log out of luck', 'exited web 1']);
    clock.advance(10_000);
    expect(said).toHaveLength(5);
  });

  test('refuses probes until it answers, then gives its latest status, and refuses after its end', async () => {
    const { clock, running } = await play([
      { at: 1000, answers: 503 },
      { at: 2000, answers: 200 },
      { at: 3000, exit: 0 },
    ]);
    const seen = [999, 1, 1000, 1000].map((step) => {
      clock.advance(step);
      return running.probe(probe);
    });
    expect(seen).toEqual([
      { kind: 'refused' },
      { kind: 'answer', status: 503 },
      { kind: 'answer', status: 200 },
      { kind: 'refused' },
    ]);
  });

  test('ends with 143 when it is stopped, once', async () => {
    const { clock, running, said } = await play([{ at: 1000, exit: 1 }]);
    clock.advance(500);
    running.stop();
    running.stop();
    expect(said).toEqual(['started web']);
    clock.advance(5000);
    expect(said).toEqual(['started web', 'exited web 143']);
  });

  test('that fails never starts, and says why at its time', async () => {
    const { clock, said } = await play([{ at: 700, fails: 'CannotStartContainerError: no' }]);
    clock.advance(699);
    expect(said).toEqual([]);
    clock.advance(1);
    expect(said).toEqual(['failed web CannotStartContainerError: no']);
  });

  test('is silent once the runtime is closed', async () => {
    const { clock, said } = await play([{ at: 100, exit: 1 }]);
    await open?.runtime.close();
    clock.advance(1000);
    expect(said).toEqual([]);
  });
});

describe('an image that is not in the registry', () => {
  test('fails its whole task in the words of ECS', async () => {
    const clock = virtualClock();
    open = await stage(clock, registry(), [imageWorld()]);
    const missing = container({ name: 'sidecar', image: '127.0.0.1:5000/web:v9' });
    open.runtime.start(task(container(), missing), open.events);
    clock.advance(60_000);
    expect(open.said).toEqual([
      'failed sidecar CannotPullContainerError: pull image manifest has been retried 1 time(s): ' +
        'failed to resolve ref 127.0.0.1:5000/web:v9: 127.0.0.1:5000/web:v9: not found',
    ]);
  });

  test('stopped before it failed, ends its containers as terminated', async () => {
    const clock = virtualClock();
    open = await stage(clock, registry(), []);
    const running = open.runtime.start(task(container({ image: 'nowhere' })), open.events);
    running.stop();
    clock.advance(1000);
    expect(open.said).toEqual(['exited web 143']);
  });
});
