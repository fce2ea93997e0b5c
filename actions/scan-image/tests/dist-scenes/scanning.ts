/** How scans go and end: basic and enhanced, waited for, started, and each of ECR's statuses. */
import { archiveImage } from '@slipway/test-kit/archived-image';
import { green, red, type Scene, type Scenes } from './scene.ts';

const inspected = { inspector: 'everywhere' } as const;

/** Inspector sees the image late, is not done for a while, and calls it scanned before its findings are there. */
const slowly = `
  - repository: team/web
    tag: slow
    scan: [{ at: 12s, status: PENDING }, { at: 30s, status: ACTIVE }]
    findings:
      - { id: CVE-2026-0003, severity: HIGH, package: lodash, version: 4.17.20, fixed: 4.17.21, packageManager: NODEPKG, path: app/node_modules/lodash/package.json }
      - { id: CVE-2026-0004, severity: MEDIUM, package: busybox, version: 1.37.0-r1 }`;

/** A scan that ends so. */
const ending = (status: string): string =>
  `  - { repository: team/web, tag: odd, scan: [{ at: 1s, status: ${status} }] }`;

const statusScene = (status: string, isGreen = false): Readonly<Record<string, Scene>> => ({
  [`the scan is ${status}`]: (isGreen ? green : red)({
    images: ending(status),
    play: ({ pushAndJudge }) => pushAndJudge('odd', { timeout: '30s' }),
  }),
});

const onPlatforms = `
  - repository: team/web
    tag: both
    findings:
      - { id: CVE-2026-0005, severity: HIGH, package: openssl, version: 3.5.0-r0, fixed: 3.5.9-r0 }
      - { id: CVE-2026-0006, severity: CRITICAL, package: qemu, version: 10.0-r0, platform: linux/arm64 }`;

export const scanning: Scenes = {
  'nothing is found': green({ play: ({ pushAndJudge }) => pushAndJudge('clean') }),
  'basic scanning finds something critical': red({ play: ({ pushAndJudge }) => pushAndJudge('critical') }),
  'Inspector finds something critical, with a fix': red({
    ...inspected,
    play: ({ pushAndJudge }) => pushAndJudge('critical'),
  }),
  'Inspector finds nothing': green({ ...inspected, play: ({ pushAndJudge }) => pushAndJudge('clean') }),
  'Inspector is late, and its findings are later': red({
    ...inspected,
    images: slowly,
    play: ({ pushAndJudge }) => pushAndJudge('slow'),
  }),
  'a scan is started where none comes by itself': green({
    scanOnPush: false,
    play: ({ pushAndJudge }) => pushAndJudge('clean'),
  }),
  'a scan may not be started again today: the one that is on its way is waited for': red({
    scanOnPush: false,
    images: `  - { repository: team/web, tag: odd, scan: [{ at: 20s, status: COMPLETE }], findings: [{ id: CVE-2026-0007, severity: HIGH, package: curl, version: '8.0' }] }`,
    play: async ({ push, judge, call }) => {
      const digest = await push('odd');
      await call('AmazonEC2ContainerRegistry_V20150921.StartImageScan', {
        repositoryName: 'team/web',
        imageId: { imageDigest: digest },
      });
      return judge(digest);
    },
  }),
  'a scan of another day is made anew': green({
    play: async ({ push, judge, wait }) => {
      const digest = await push('clean');
      wait(3 * 86_400);
      return judge(digest);
    },
  }),
  ...statusScene('COMPLETE', true),
  ...statusScene('ACTIVE', true),
  ...statusScene('PENDING'),
  ...statusScene('IN_PROGRESS'),
  ...statusScene('FAILED'),
  ...statusScene('UNSUPPORTED_IMAGE'),
  ...statusScene('SCAN_ELIGIBILITY_EXPIRED'),
  ...statusScene('FINDINGS_UNAVAILABLE'),
  ...statusScene('LIMIT_EXCEEDED'),
  ...statusScene('IMAGE_ARCHIVED'),
  'a gap that is tolerated with a warning': green({
    images: ending('UNSUPPORTED_IMAGE'),
    play: ({ pushAndJudge }) => pushAndJudge('odd', { 'on-unscannable': 'warn' }),
  }),
  'the scan does not end in time': red({
    images: `  - { repository: team/web, tag: odd, scan: [{ at: 0s, status: IN_PROGRESS }] }`,
    play: ({ pushAndJudge }) => pushAndJudge('odd', { timeout: '2m' }),
  }),
  'enhanced scanning does not look at this repository': red({
    inspector: 'elsewhere',
    play: ({ pushAndJudge }) => pushAndJudge('clean'),
  }),
  'one platform of an index fails, and attestations are left out': red({
    images: onPlatforms,
    play: async ({ pushIndex, judge }) => judge(await pushIndex('both'), { 'fail-on': 'critical: 0' }),
  }),
  'one platform can not be scanned': red({
    images: `  - { repository: team/web, tag: half, platform: linux/arm64, scan: [{ at: 1s, status: UNSUPPORTED_IMAGE }] }`,
    play: async ({ pushIndex, judge }) => judge(await pushIndex('half')),
  }),
  'a tag is resolved, and that is said': green({
    play: async ({ push, judge }) => {
      await push('clean');
      return judge('clean');
    },
  }),
  'the digest is not there': red({ play: ({ judge }) => judge(`sha256:${'0'.repeat(64)}`) }),
  'the tag is not there': red({ play: ({ judge }) => judge('v9') }),
  'the repository is not there': red({
    play: ({ judge }) => judge('v9', { repository: 'team/wbe' }),
  }),
  'the image is archived': red({
    play: async ({ stage, push, judge }) => {
      const digest = await push('clean');
      await archiveImage(stage.aws.endpoint, 'team/web', digest);
      return judge(digest, { 'on-unscannable': 'pass' });
    },
  }),
};
