/** What a role may not ask: what the gate can do without, and what it can not. */
import { deny, green, red, type Scenes } from './scene.ts';

const findings = deny('ecr:DescribeImageScanFindings');
const settings = deny('ecr:GetRegistryScanningConfiguration', 'ecr:BatchGetRepositoryScanningConfiguration');
const inspector = { inspector: 'everywhere', more: deny('inspector2:BatchGetFindingDetails') } as const;

export const denied: Scenes = {
  'the findings may not be read: red at once': red({
    more: findings,
    play: ({ pushAndJudge }) => pushAndJudge('clean'),
  }),
  'the findings may not be read, in mode report: green, and that is said': green({
    more: findings,
    play: ({ pushAndJudge }) => pushAndJudge('clean', { mode: 'report' }),
  }),
  'no scan may be started': red({
    scanOnPush: false,
    more: deny('ecr:StartImageScan'),
    play: ({ pushAndJudge }) => pushAndJudge('clean'),
  }),
  'how the registry scans may not be asked: it works all the same': red({
    more: settings,
    play: ({ pushAndJudge }) => pushAndJudge('critical'),
  }),
  'how the registry scans may not be asked, and Inspector scans: it works all the same': red({
    inspector: 'everywhere',
    more: settings,
    play: ({ pushAndJudge }) => pushAndJudge('critical', { 'fixable-only': 'true' }),
  }),
  'Inspector may not be asked how dangerous a finding is': red({
    ...inspector,
    play: ({ pushAndJudge }) => pushAndJudge('critical', { kev: 'fail' }),
  }),
  'Inspector may not be asked, in mode report': green({
    ...inspector,
    play: ({ pushAndJudge }) => pushAndJudge('critical', { kev: 'fail', mode: 'report' }),
  }),
  'Inspector is not asked where no policy wants it': red({
    ...inspector,
    play: ({ pushAndJudge }) => pushAndJudge('critical'),
  }),
  'the service of the baseline may not be looked at': red({
    more: deny('ecs:*'),
    play: ({ pushAndJudge }) => pushAndJudge('next', { baseline: 'ecs:harbour/web', 'new-only': 'true' }),
  }),
  'the session has expired': red({
    more: 'faults: [{ operation: DescribeImages, error: ExpiredTokenException, message: The security token included in the request is expired, times: 99 }]',
    play: ({ pushAndJudge }) => pushAndJudge('clean'),
  }),
  'looks are throttled: it goes on': green({
    more: 'faults: [{ operation: DescribeImageScanFindings, error: ThrottlingException, message: Rate exceeded, times: 3 }]',
    play: ({ pushAndJudge }) => pushAndJudge('clean'),
  }),
};
