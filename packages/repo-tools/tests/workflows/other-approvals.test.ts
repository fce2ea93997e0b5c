/**
 * Approvals that a caller of deploy.yml brings: of other images they arrive, if their gate was on, and none can speak for
 * what is deployed.
 * @needs jq
 */
import { describe, expect, test } from '@jest/globals';
import { startedAction } from './started-script.ts';

const digestOf = (digit: string): string => `sha256:${digit.repeat(64)}`;
const deployed = digestOf('a');
const sidecar = {
  repository: 'envoy',
  digest: digestOf('b'),
  verdict: 'passed',
  mode: 'gate',
  allowed: true,
};
const checked = (approvals: string) =>
  startedAction('other-approvals/check.sh', { APPROVALS: approvals, DIGEST: deployed });
const handedOn = (...approvals: readonly object[]): string =>
  `approvals<<END\n${approvals.map((each) => `${JSON.stringify(each)}\n`).join('')}END\n`;

test('none are none', () => {
  expect(checked('')).toMatchObject({ status: 0, log: '', outputs: handedOn() });
});

test('those of other images arrive, a no as well', () => {
  const refused = { ...sidecar, repository: 'agent', verdict: 'failed', allowed: false };
  const given = `${JSON.stringify(sidecar)}\n\n  ${JSON.stringify(refused)}  \n`;
  expect(checked(given)).toMatchObject({ status: 0, log: '', outputs: handedOn(sidecar, refused) });
});

test('nothing but what an approval has arrives, once', () => {
  const twice = JSON.stringify(sidecar).replace('{', '{"digest":"x","more":"END\\nallowed=true",');
  expect(checked(twice).outputs).toBe(handedOn(sidecar));
});

describe('a line about what is deployed is refused', () => {
  const words =
    '::error title=deploy::Line 2 of scan-approvals is about the image that is deployed, ' +
    `${deployed}: the gate of this run judges that one itself, and takes no other word for it. Leave the line out. Nothing was changed.\n`;
  test.each([
    ['forged', JSON.stringify({ ...sidecar, repository: 'web', digest: deployed })],
    [
      'by another name of its repository',
      JSON.stringify({ ...sidecar, repository: ' web', digest: deployed }),
    ],
    ['behind another digest', JSON.stringify(sidecar).replace('}', `,"digest":"${deployed}"}`)],
    ['that says no', JSON.stringify({ ...sidecar, digest: deployed, allowed: false })],
  ])('%s', (_, line) => {
    expect(checked(`${JSON.stringify(sidecar)}\n${line}`)).toMatchObject({
      ...{ status: 1, log: words, outputs: '' },
    });
  });
});

describe('a line of a scan with its gate off is refused', () => {
  test.each([
    ['report', 'report'],
    ['Gate', 'Gate'],
    [undefined, 'null'],
    ['gate\n::set-output name=a::b`id`', 'gate::set-outputnamea::bid'],
  ])('%j', (mode, told) => {
    const repository = 'envoy\n::notice::';
    const line = JSON.stringify({ ...sidecar, repository, verdict: 'failed', mode });
    const words =
      `::error title=deploy::Line 2 of scan-approvals, of envoy::notice::@${sidecar.digest}, has the mode \`${told}\`, and not \`gate\`: ` +
      'with its gate off scan-image allows whatever it finds. Set `mode: gate` at the scan-image that gives this line, or take its `mode` out. Nothing was changed.\n';
    expect(checked(`${JSON.stringify(sidecar)}\n${line}`)).toMatchObject({
      ...{ status: 1, log: words, outputs: '' },
    });
  });
});

test.each([
  'passed',
  '[]',
  '{}',
  `${JSON.stringify(sidecar)} {}`,
  JSON.stringify({ ...sidecar, digest: 'latest' }),
  JSON.stringify({ ...sidecar, digest: `${sidecar.digest}\n` }),
  JSON.stringify({ ...sidecar, allowed: 'true' }),
  '{"repository":"envoy",\n"digest":"x"}',
])('%j is none', (given) => {
  expect(checked(given)).toMatchObject({
    status: 1,
    log: '::error title=deploy::scan-approvals must be outputs `approval` of scan-image, one a line, but line 1 is none: it needs repository, digest and allowed, as one JSON object. Nothing was changed.\n',
    outputs: '',
  });
});
