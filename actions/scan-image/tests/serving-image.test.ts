/** `digest: ecs:cluster/service`: the one image that serves is judged, and nothing where it is not clear which. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import type { ServingImages } from '../src/ports.ts';
import { logLines } from '../src/reporting/log-lines.ts';
import { scanImage } from '../src/scan-image.ts';
import { complete, given, vulnerability, world, type Script } from './world.ts';

const serves = `sha256:${'b'.repeat(64)}`;
const other = `sha256:${'c'.repeat(64)}`;
const ours = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/web';
const serving = (...images: readonly (readonly [image: string, digest?: string])[]): ServingImages => ({
  kind: 'serving',
  revision: 'web:41',
  images: images.map(([image, of], index) => ({ container: `c${String(index)}`, image, digest: of })),
});

const noFiles = { reportFile: undefined, sarifFile: undefined, annotations: [], remarks: [] };

const judged = (script: Script, values: Readonly<Record<string, string>> = {}) =>
  scanImage(
    given({ digest: 'ecs:staging/web', ...values }),
    'eu-west-1',
    world({ serving: serving([`${ours}:v1`, serves]), ...script }),
  );

describe('what a service serves with', () => {
  test('is judged by its digest, and that is said', async () => {
    const looks = { [serves]: [complete(vulnerability('CVE-1', 'CRITICAL'))] };
    const image = await judged({ looks });
    expect(image).toMatchObject({ digest: serves, tag: undefined, serves: 'web:41 of ecs:staging/web' });
    expect(image.judgement.allowed).toBe(false);
    expect(logLines(image, noFiles)[0]).toBe(
      `web:41 of ecs:staging/web serves with ${serves} now; that digest is judged.`,
    );
  });

  test('is one image, however many containers run it, beside those of others', async () => {
    const twice = serving(
      [`${ours}:v1`, serves],
      [`${ours}:v2`, serves],
      ['public.ecr.aws/x/envoy:1', other],
    );
    expect((await judged({ serving: twice })).digest).toBe(serves);
  });
});

test('an index that was deployed is judged as a whole, whatever platforms its tasks run', async () => {
  const index = `${ours}@${serves}`;
  const platforms = serving([index, other], [index, `sha256:${'d'.repeat(64)}`]);
  expect((await judged({ serving: platforms })).digest).toBe(serves);
});

describe('nothing is judged where', () => {
  const refusals: readonly (readonly [name: string, script: Script, sentence: string])[] = [
    [
      'nothing serves',
      { serving: { kind: 'nothing', reason: 'there is no such service' } },
      'There is no image to judge, for nothing serves at ecs:staging/web: there is no such service. Check the cluster, the service and `region`, or deploy to it first. A digest in `digest` needs no service.',
    ],
    [
      'it runs an image of another repository',
      { serving: serving(['123456789012.dkr.ecr.eu-west-1.amazonaws.com/api:v1', serves]) },
      'There is no image of web to judge at ecs:staging/web: it runs 123456789012.dkr.ecr.eu-west-1.amazonaws.com/api:v1. Set `repository` to the one whose image the service runs, or name another service.',
    ],
    [
      'it runs several',
      { serving: serving([`${ours}:v1`, serves], [`${ours}:v2`, other]) },
      `It is not clear which image is to be judged at ecs:staging/web: web:41 of ecs:staging/web runs 2 images of web: ${serves} and ${other}. Where a deployment is under way, run this again when it is done; else give the digest that you mean.`,
    ],
    [
      'ECS gives no digest',
      { serving: serving([`${ours}:v1`]) },
      'It is not known which image of web is to be judged: ECS does not say which one web:41 of ecs:staging/web runs. Allow `ecs:ListServiceDeployments`, `ecs:DescribeServiceDeployments` and `ecs:DescribeServiceRevisions` for this role, or give the digest itself.',
    ],
    [
      'the repository of this registry has no such image',
      { gone: [serves] },
      `The repository web has no image with the digest ${serves}: web:41 of ecs:staging/web runs it, from another registry or region, or it was removed. Set \`registry-id\` and \`region\` to where the service has its image from, or deploy one that is there.`,
    ],
  ];

  test.each(refusals)('%s', async (_, script, sentence) => {
    await expect(judged(script)).rejects.toThrow(new Error(sentence));
  });

  test('the baseline is the same service', async () => {
    await expect(judged({}, { baseline: 'ecs:staging/web' })).rejects.toThrow(
      '`baseline` must be another image than `digest`, but is the same service',
    );
  });
});

test('what AWS refuses is told and not thrown in mode report', async () => {
  const denied = setupFailure({
    code: 'access-denied',
    what: 'AWS denied ecs:DescribeServices',
    hint: 'Allow it.',
  });
  const ports = world();
  const running = { read: () => Promise.reject(denied) };
  const asked = (mode: string) =>
    scanImage(given({ digest: 'ecs:staging/web', mode }), 'eu-west-1', { ...ports, running });
  await expect(asked('gate')).rejects.toThrow('AWS denied ecs:DescribeServices');
  expect(await asked('report')).toMatchObject({ digest: '', judgement: { verdict: 'unscannable' } });
});
