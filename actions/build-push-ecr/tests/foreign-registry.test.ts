/**
 * What a registry that is none of ECR gets to see when `promote-from` names it: a listener on this machine, beside a
 * target that is not.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { createRegistry } from '@slipway/oci/registry';
import { fixedRandom } from '@slipway/test-kit/fixed-random';
import { provideImage, type World } from '../src/provide-image.ts';
import { memoryWorld, request } from './memory-world.ts';

const own = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const digest = `sha256:${'0'.repeat(64)}`;

let server: Server;
let seen: (string | undefined)[];
let challenge: string;
beforeEach(async () => {
  seen = [];
  server = createServer(({ headers }, response) => {
    seen.push(headers.authorization);
    response.writeHead(401, { 'www-authenticate': challenge }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => server.close(resolve)));

const foreign = (): string => `127.0.0.1:${String((server.address() as AddressInfo).port)}`;

/** The registry of the target in memory, every other one as a run has it. */
function worldInEcr(): World {
  const world = memoryWorld();
  const { mask, clock, random } = {
    mask: () => undefined,
    clock: { now: () => 0, sleep: async () => undefined },
    random: fixedRandom(0.5),
  };
  return {
    ...world,
    ecr: { ...world.ecr, findRepository: async () => ({ registryHost: own, isImmutable: () => false }) },
    registries: {
      at: (endpoint, credentials, renew) =>
        endpoint === `https://${own}`
          ? world.registries.at(endpoint, credentials, renew)
          : createRegistry({ endpoint, credentials, atOnce: true, renew, mask, clock, random }),
    },
  };
}

test.each(['Basic realm="all of it"', 'Bearer realm="http://127.0.0.1:1/token"'])(
  'nothing of ours, not even when it asks: %s',
  async (asked) => {
    challenge = asked;
    const from = { registry: foreign(), repository: 'evil/image', digest };
    const run = provideImage({ ...request, source: { kind: 'promotion', from } }, worldInEcr());
    await expect(run).rejects.toMatchObject({
      kind: 'input',
      code: 'source-needs-login',
      message: `The registry ${foreign()} of \`promote-from\` gives the image to nobody without a login: only registries of ECR are logged in to, and it is none; it answered: HTTP 401. Push the image to an ECR repository first, or write it into a layout and set \`oci-layout\`.`,
    });
    expect(seen).toEqual([undefined]);
  },
);
