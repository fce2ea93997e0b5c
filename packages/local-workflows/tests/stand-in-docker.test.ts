/** The stand-in for docker, as a job calls it: the layout has the labels whole, and a refusal is one sentence. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { dockerFolder } from '../src/docker.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-docker-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function docker(
  ...args: readonly string[]
): Promise<{ readonly status: number | null; readonly stderr: string }> {
  const programs = await dockerFolder('stand-in', folder);
  const path = [...programs, dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter);
  return spawnSync('docker', args, { env: { PATH: path }, encoding: 'utf8' });
}
const build = (context: string, ...args: readonly string[]) =>
  docker('buildx', 'build', ...args, '--output', `type=oci,tar=false,dest=${join(folder, 'image')}`, context);

test('what stands behind a second = of a label stays', async () => {
  const context = join(folder, 'app');
  mkdirSync(context);
  writeFileSync(join(context, 'server.mjs'), '');
  const { status, stderr } = await build(context, '--label', 'query=a=b=c');
  expect([status, stderr]).toEqual([0, '']);
  const blobs = join(folder, 'image/blobs/sha256');
  const texts = readdirSync(blobs).map((name) => readFileSync(join(blobs, name), 'utf8'));
  expect(texts.some((text) => text.includes('"query":"a=b=c"'))).toBe(true);
});

test('what it can not build is said in a sentence', async () => {
  const { status, stderr } = await build(folder);
  expect(status).toBe(1);
  expect(stderr).toBe(
    `ERROR: This is no docker, but a stand-in, which packs an app of Node that starts with server.mjs: there is none in the context \`${folder}\`. Start a docker with buildx for other apps.\n`,
  );
});

test('what build-push-ecr says of a build is understood, and the digest is where it looks for it', async () => {
  writeFileSync(join(folder, 'server.mjs'), '');
  const file = join(folder, 'metadata.json');
  const said = [
    '--progress=plain',
    `--metadata-file=${file}`,
    '--builder=x',
    '--no-cache',
    '--pull',
    '--sbom=true',
  ];
  const { status, stderr } = await build(
    folder,
    ...said,
    '--cache-from=type=gha',
    '--annotation=manifest:a=b',
  );
  expect([status, stderr]).toEqual([0, '']);
  const { 'containerimage.digest': digest } = JSON.parse(readFileSync(file, 'utf8')) as Record<
    string,
    string
  >;
  const index = JSON.parse(readFileSync(join(folder, 'image/index.json'), 'utf8')) as {
    readonly manifests: readonly { readonly digest: string }[];
  };
  expect(digest).toBe(index.manifests[0]?.digest);
});

test.each(['--squash', '--memory=1g', '-m'])('%s is refused in its own words', async (word) => {
  const { status, stderr } = await build(folder, word);
  expect(status).toBe(1);
  expect(stderr).toBe(
    `ERROR: This is no docker, but a stand-in, which knows no \`${word.replace(/=.*/, '')}\`. Leave it out, or start a docker with buildx.\n`,
  );
});
