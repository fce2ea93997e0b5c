/**
 * Every client of docker on this machine against the local registry: login, push, pull, push again.
 * @needs docker
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { pathsOfPart } from '@slipway/test-kit/real-parts';
import { tarOf } from '../ecr-images.ts';
import { onStage, type EcrStage } from '../ecr-stage.ts';
import { inFolder, ran, run, type Ran } from './part.ts';

interface Scene {
  readonly stage: EcrStage;
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly docker: (args: readonly string[], input?: string) => Promise<Ran>;
  readonly login: () => Promise<Ran>;
  /** An image of one file, under this name. */
  readonly make: (name: string) => Promise<void>;
}

const made = new Set<string>();
const clients = pathsOfPart('docker');

/** @param client path of a docker; it gets a configuration of its own. */
const onScene = (client: string, scene: (scene: Scene) => Promise<void>): Promise<void> =>
  onStage((stage) =>
    inFolder(async (folder) => {
      const host = new URL(stage.endpoint).host;
      const environment = { DOCKER_CONFIG: join(folder, 'config') };
      const docker: Scene['docker'] = (args, input = '') => run(client, args, { environment, input });
      const login = () => docker(['login', '--username', 'AWS', '--password-stdin', host], stage.password);
      const make = async (name: string): Promise<void> => {
        const file = join(folder, 'root.tar');
        await writeFile(file, await tarOf([{ name: 'hello', content: `hello ${made.size}` }]));
        await ran(client, ['import', file, name], { environment });
        made.add(name);
      };
      await scene({ stage, host, docker, login, make });
    }),
  );

afterAll(async () => {
  const [client = ''] = clients;
  for (const name of made) await run(client, ['rmi', '--force', name]);
});

describe.each([...clients])('%s', (client: string) => {
  test('logs in, pushes, pushes again without a layer, and pulls', () =>
    onScene(client, async ({ host, docker, login, make }) => {
      const name = `${host}/team/web:v1`;
      await make(name);
      expect(await login()).toMatchObject({ status: 0, stdout: expect.stringContaining('Login Succeeded') });
      const pushed = await docker(['push', name]);
      expect(pushed).toMatchObject({ status: 0, stdout: expect.stringMatching(/: Pushed$/m) });
      const [, digest = ''] = /digest: (sha256:\S+)/.exec(pushed.stdout) ?? [];
      const again = await docker(['push', name]);
      expect(again).toMatchObject({ status: 0, stdout: expect.stringContaining('Layer already exists') });
      await docker(['rmi', name]);
      const pulled = await docker(['pull', `${host}/team/web@${digest}`]);
      made.add(`${host}/team/web@${digest}`);
      expect(pulled).toMatchObject({ status: 0, stdout: expect.stringContaining(`Digest: ${digest}`) });
    }));

  test('is told in the words of ECR that a tag is immutable', () =>
    onScene(client, async ({ host, docker, login, make }) => {
      const name = `${host}/fixed:v1`;
      await login();
      await make(name);
      expect(await docker(['push', name])).toMatchObject({ status: 0 });
      await make(name);
      const refused = await docker(['push', name]);
      expect(refused.status).toBe(1);
      expect(refused.stderr).toContain(
        "tag invalid: The image tag 'v1' already exists in the 'fixed' repository and cannot be overwritten because the repository is immutable",
      );
    }));

  test('is told when it has no login, and when its login has expired', () =>
    onScene(client, async ({ stage, host, docker, login, make }) => {
      const name = `${host}/team/web:v1`;
      await make(name);
      expect((await docker(['push', name])).stderr).toContain('no basic auth credentials');
      await login();
      stage.clock.advance(12 * 3_600_000);
      expect((await docker(['push', name])).stderr).toContain(
        'denied: Your authorization token has expired. Reauthenticate and try again.',
      );
    }));

  test('is told that a repository is not there', () =>
    onScene(client, async ({ host, docker, login, make }) => {
      const name = `${host}/nowhere:v1`;
      await login();
      await make(name);
      expect((await docker(['push', name])).stderr).toContain(
        "name unknown: The repository with name 'nowhere' does not exist in the registry with id '123456789012'",
      );
    }));
});
