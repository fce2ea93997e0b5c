import { afterEach, describe, expect, test } from '@jest/globals';
import { get, harbour, say } from './balancer-harbour.ts';
import { closeAll } from './balancer-stage.ts';

afterEach(closeAll);

describe('a load balancer whose targets fail', () => {
  test('tries another target when one refuses', async () => {
    const { url, healthy } = await harbour();
    const dead = await healthy(say('dead'));
    await healthy(say('alive'));
    await dead.crash();
    expect([await get(url), await get(url), await get(url)]).toEqual(['alive', 'alive', 'alive']);
  });

  test('spares a target that refused until its next passed check', async () => {
    const { url, healthy, clock } = await harbour();
    const dead = await healthy(say('dead'));
    await healthy(say('alive'));
    await dead.crash();
    // One of the two meets the dead target, and is tried again.
    await Promise.all([get(url), get(url)]);
    const post = async () => (await fetch(url, { method: 'POST', body: 'pay' })).status;
    expect([await post(), await post(), await post()]).toEqual([200, 200, 200]);
    clock.advance(1000);
    expect([await post(), await post()].sort()).toEqual([200, 502]);
  });

  test('tries again when a target has closed the connection that was kept', async () => {
    const { url, healthy } = await harbour();
    const used = new WeakSet<object>();
    const real = await healthy((request, response) => {
      if (used.has(request.socket)) {
        request.socket.destroy();
        return;
      }
      used.add(request.socket);
      response.end('fresh');
    });
    expect([await get(url), await get(url)]).toEqual(['fresh', 'fresh']);
    expect(real.seen()).toBe(3);
  });

  test('does not send a request with a body twice', async () => {
    const { url, healthy } = await harbour();
    const dead = await healthy(say('dead'));
    const alive = await healthy(say('alive'));
    await dead.crash();
    const status = async () => (await fetch(url, { method: 'POST', body: 'pay' })).status;
    expect([await status(), await status()].sort()).toEqual([200, 502]);
    expect(alive.seen()).toBe(1);
  });

  test('fails no request while targets come, drain and crash', async () => {
    const { url, healthy, balancer, arn } = await harbour();
    let over = false;
    const statuses: number[] = [];
    const client = async (): Promise<void> => {
      while (!over) {
        const response = await fetch(url);
        await response.text();
        statuses.push(response.status);
      }
    };
    let serving = await healthy(say('0'));
    const clients = [client(), client(), client(), client()];
    for (let round = 1; round <= 8; round += 1) {
      const next = await healthy(say(String(round)));
      const before = statuses.length;
      while (statuses.length < before + 20) await new Promise(setImmediate);
      balancer.deregister(arn, serving.target, () => undefined);
      while (serving.seen() < 5) await new Promise(setImmediate);
      await new Promise((resolve) => setTimeout(resolve, 20));
      await serving.crash();
      serving = next;
    }
    over = true;
    await Promise.all(clients);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});
