/** The gate as the deployment sees it: which images may be deployed, given what scan-image said. */
import { describe, expect, test } from '@jest/globals';
import { checkApprovals, imagesOf, type Approval } from '../src/approvals.ts';
import { digest } from './world.ts';

const other = `sha256:${'b'.repeat(64)}`;
const ecr = '111122223333.dkr.ecr.eu-west-1.amazonaws.com';
const web = `${ecr}/web@${digest}`;

const approved = (change: Partial<Approval> = {}): Approval => ({
  repository: 'web',
  digest,
  allowed: true,
  verdict: 'passed',
  mode: 'gate',
  ...change,
});

const refusal = (why: string): object => ({
  kind: 'outcome',
  code: 'scan-not-approved',
  message: `What is to be deployed was not approved: ${why}. Give the output \`approval\` of scan-image for exactly these images in \`scan-approvals\`. Nothing was changed.`,
});

function refusalOf(images: readonly string[], approvals: readonly Approval[]): unknown {
  try {
    return { taken: checkApprovals(images, approvals) };
  } catch (thrown) {
    return thrown;
  }
}

describe('an image in ECR', () => {
  test.each([
    web,
    `${ecr}/web:v1@${digest}`,
    `111122223333.dkr.ecr-fips.us-east-1.amazonaws.com/web@${digest}`,
    `111122223333.dkr-ecr.eu-west-1.on.aws/web@${digest}`,
    `111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/web@${digest}`,
  ])('is allowed by the approval for it: %s', (image) => {
    expect(checkApprovals([image], [approved({ digest: other }), approved()])).toEqual([]);
  });

  test.each<[string, readonly Approval[]]>([
    ['none', []],
    ['one for another digest', [approved({ digest: other })]],
    ['one for another repository', [approved({ repository: 'team/web' })]],
    ['one for a repository that only ends alike', [approved({ repository: 'eb' })]],
  ])('is refused with %s', (_, approvals) => {
    expect(refusalOf([web], approvals)).toMatchObject(refusal(`there is no approval for ${web}`));
  });

  const no = approved({ allowed: false, verdict: 'failed' });
  const off = approved({ mode: 'report', verdict: 'failed' });

  test('is refused when scan-image did not allow it, with its verdict', () => {
    const why = `scan-image did not allow ${web} (failed in mode gate)`;
    expect(refusalOf([web], [no])).toMatchObject(refusal(why));
  });

  test.each<[string, Approval]>([
    ['with the gate on', approved()],
    ['with the gate off', off],
    ['for whatever reason', approved({ verdict: 'timed-out' })],
  ])('is refused by one no, whoever else allows it %s', (_, yes) => {
    const why = `scan-image did not allow ${web} (failed in mode gate)`;
    expect(refusalOf([web], [no, yes])).toMatchObject(refusal(why));
    expect(refusalOf([web], [yes, no])).toMatchObject(refusal(why));
  });

  test('that was allowed with the gate off is told, with its verdict', () => {
    const notice = `${web} is allowed by a scan whose gate was off (failed in mode report).`;
    expect(checkApprovals([web], [off])).toEqual([notice]);
    expect(checkApprovals([web], [approved(), off, off])).toEqual([notice]);
    expect(checkApprovals([web], [approved({ mode: 'unknown' })])).toHaveLength(1);
  });

  test.each([
    `${ecr}/web`,
    `${ecr}/web:v1`,
    `${ecr}/web@sha256:12`,
    `${ecr.toUpperCase()}/web:v1`,
    `${ecr}:443/web:v1`,
    '111122223333.dkr-ecr.eu-west-1.on.aws/web:latest',
  ])('is refused when no digest pins it: %s', (image) => {
    expect(refusalOf([image], [approved()])).toMatchObject(refusal(`${image} is not pinned by digest`));
  });
});

const unjudged = (image: string): string => `${image} is not in ECR, so no scan was asked for.`;

describe('an image elsewhere', () => {
  const elsewhere = ['nginx', 'nginx:1.29', `docker.io/library/nginx@${other}`, 'public.ecr.aws/web:v1'];

  test.each(elsewhere)('is told and not judged: %s', (image) => {
    expect(checkApprovals([image], [approved()])).toEqual([unjudged(image)]);
  });

  test('of a local registry counts by its approval', () => {
    const local = `127.0.0.1:5000/web@${digest}`;
    expect(checkApprovals([local], [approved()])).toEqual([]);
    expect(checkApprovals([local], [])).toEqual([unjudged(local)]);
    expect(refusalOf([local], [approved({ allowed: false, verdict: 'failed' })])).toMatchObject(
      refusal(`scan-image did not allow ${local} (failed in mode gate)`),
    );
  });
});

describe('an image of what stands in for ECR', () => {
  const host = '127.0.0.1:5000';
  const local = `${host}/web@${digest}`;
  const refusalFrom = (image: string, standIn: string): unknown => {
    try {
      return checkApprovals([image], [], standIn);
    } catch (thrown) {
      return thrown;
    }
  };

  test('is allowed by the approval for it', () => {
    expect(checkApprovals([local], [approved()], host)).toEqual([]);
  });

  test('is refused without one, and without a digest', () => {
    expect(refusalFrom(local, host)).toMatchObject(refusal(`there is no approval for ${local}`));
    expect(refusalFrom(`${host}/web:v1`, host)).toMatchObject(
      refusal(`${host}/web:v1 is not pinned by digest`),
    );
  });

  test('is one whose whole host is that', () => {
    expect(refusalFrom(local, '127.0.0.1:500')).toEqual([unjudged(local)]);
  });
});

test('every image that is not approved is named', () => {
  expect(refusalOf([web, `${ecr}/log:v1`, 'nginx'], [])).toMatchObject(
    refusal(`there is no approval for ${web}; ${ecr}/log:v1 is not pinned by digest`),
  );
});

test('the images of a document are those of its containers, each once', () => {
  const containerDefinitions = [
    { image: 'a' },
    { image: 'b' },
    { image: 'a' },
    { name: 'c' },
    null,
    { image: 1 },
  ];
  expect(imagesOf({ containerDefinitions })).toEqual(['a', 'b']);
  expect(imagesOf({})).toEqual([]);
});
