/** What a user of the committed bundle sees: its log, outputs, summary and calls, against the local ECR. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { archiveImage } from '@slipway/test-kit/archived-image';
import { openStage, type HarbourStage, type Played } from '@slipway/test-kit/harbour-stage';

/** From the half of its scan on ECR says COMPLETE without findings: for longer than scan-image pauses at first. */
const world = `
region: eu-west-1
timings: { scanning: 2500ms }
repositories:
  - { name: team/web, scanOnPush: true }
images:
  - repository: team/web
    tag: v2
    findings:
      - { id: CVE-2026-0001, severity: CRITICAL, package: openssl, version: 3.5.0-r0, fixed: 3.5.9-r0 }
      - { id: CVE-2026-0002, severity: LOW, package: zlib, version: 1.3.1-r2 }
`;

let stage: HarbourStage;
beforeAll(async () => {
  stage = await openStage({ world });
});
afterAll(() => stage.close());

const play = (digest: string): Promise<Played> =>
  stage.play('scan-image', { repository: 'team/web', digest });

test('an image without findings passes', async () => {
  const { run, transcript } = await play(await stage.push('team/web', 'v1'));
  expect(run.exitCode).toBe(0);
  expect(transcript).toMatchSnapshot();
});

test('an image with a critical finding is refused, and the finding is named', async () => {
  const { run, transcript, changes } = await play(await stage.push('team/web', 'v2'));
  expect([run.exitCode, changes]).toEqual([1, []]);
  expect(transcript).toMatchSnapshot();
});

test('a digest that is not there is named', async () => {
  const { run, transcript, changes } = await play(`sha256:${'0'.repeat(64)}`);
  expect([run.exitCode, changes]).toEqual([1, []]);
  expect(transcript).toMatchSnapshot();
});

test('an archived image is told from one that is not there', async () => {
  const digest = await stage.push('team/web', 'v0');
  await archiveImage(stage.aws.endpoint, 'team/web', digest);
  const { run, transcript, changes } = await play(digest);
  expect([run.exitCode, changes]).toEqual([1, []]);
  expect(transcript).toMatchSnapshot();
});
