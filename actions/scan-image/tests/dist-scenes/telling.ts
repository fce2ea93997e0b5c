/** How a judged image is told: mode report, dry run, files, and texts from outside that want to be more than texts. */
import { join } from 'node:path';
import { jobRights } from '@slipway/local-github/tokens';
import type { Played } from '@slipway/test-kit/harbour-stage';
import { namedText } from '@slipway/test-kit/stable-text';
import { withFile, type Harbour } from '../dist-harbour.ts';
import { deny, green, red, type Scenes } from './scene.ts';

const inspected = { inspector: 'everywhere' } as const;

/** Markdown, HTML, commands of the runner and of a terminal, in each text of a finding. */
const hostile =
  String.raw`
  - repository: team/web
    tag: hostile
    findings:
      - id: "CVE-2026-0009](https://evil.example)"
        severity: CRITICAL
        package: "<img src=x onerror=alert(1)>"
        version: "1.0\n::set-output name=allowed::true"
        packageManager: "::error::"
        path: "app/\u001b[2J\u001b[31mred|cell"
        fixed: "` +
  '`2.0`' +
  String.raw`\r::add-mask::0"
        description: "a\n::stop-commands::x\n</details><script>alert(1)</script> @everyone \u202Egnihtyna"`;

const many = `
  - repository: team/web
    tag: many
    findings:
      - { id: 'CVE-2026-1{n}', severity: LOW, package: 'package-{n}', version: '1.0', repeat: 9999 }
      - { id: CVE-2026-0010, severity: CRITICAL, package: last, version: '1.0' }`;

/** The job runs for a pull request. */
const onPullRequest = { github: { pullRequests: [{ number: 7 }] } };

async function commented(
  { stage, pushAndJudge }: Harbour,
  inputs: Readonly<Record<string, string>> = {},
): Promise<Played> {
  await stage.write('event.json', JSON.stringify({ pull_request: { number: 7 } }));
  const env = { GITHUB_EVENT_PATH: join(stage.workspace, 'event.json') };
  const played = await pushAndJudge('critical', { comment: 'true', ...inputs }, env);
  const comments = stage.github.comments.map(({ body }) => `comment:\n${namedText(body)}`);
  return { ...played, transcript: [played.transcript, ...comments].join('\n') };
}

export const telling: Scenes = {
  'mode report tells the verdict, and lets it pass': green({
    play: ({ pushAndJudge }) => pushAndJudge('critical', { mode: 'report' }),
  }),
  'mode report refuses bad input all the same': red({
    play: ({ pushAndJudge }) => pushAndJudge('critical', { mode: 'report', 'fail-on': 'high' }),
  }),
  'a dry run starts no scan': green({
    scanOnPush: false,
    play: ({ pushAndJudge }) => pushAndJudge('clean', { 'dry-run': 'true' }),
  }),
  'a dry run tells what would have been, and stays green': green({
    play: ({ pushAndJudge }) =>
      pushAndJudge('critical', {
        'dry-run': 'true',
        'report-file': 'report.json',
        'sarif-file': 'scan.sarif',
      }),
  }),
  'report and SARIF are written': red({
    ...inspected,
    play: async (harbour) => {
      const files = { 'report-file': 'report.json', 'sarif-file': 'scan.sarif' };
      const played = await harbour.pushAndJudge('critical', files);
      return withFile(harbour, await withFile(harbour, played, 'report.json'), 'scan.sarif');
    },
  }),
  'files can not be written where they are asked for': red({
    files: { taken: '' },
    play: ({ pushAndJudge }) =>
      pushAndJudge('critical', { 'report-file': '../report.json', 'sarif-file': 'taken/scan.sarif' }),
  }),
  'hostile texts are shown as texts': red({
    ...inspected,
    images: hostile,
    play: ({ pushAndJudge }) => pushAndJudge('hostile'),
  }),
  'a comment on the pull request': red({ ...onPullRequest, play: (harbour) => commented(harbour) }),
  'the second run changes the comment of the first': red({
    ...onPullRequest,
    play: async (harbour) => {
      await commented(harbour, { 'fail-on': 'critical: 1' });
      return commented(harbour);
    },
  }),
  'a comment may not be written: the verdict stands': red({
    github: {
      ...onPullRequest.github,
      tokens: { weak: { ...jobRights, permissions: { pull_requests: 'read' } } },
    },
    play: (harbour) => commented(harbour, { 'github-token': 'weak' }),
  }),
  // Inspector's denial names the account and the role, and anybody may read the comment.
  'a comment names no account': green({
    ...onPullRequest,
    inspector: 'everywhere',
    more: deny('inspector2:BatchGetFindingDetails'),
    play: (harbour) => commented(harbour, { kev: 'warn', 'fail-on': 'critical: 9' }),
  }),
  'a comment on an image that may not be looked for': green({
    ...onPullRequest,
    more: deny('ecr:DescribeImages'),
    play: (harbour) => commented(harbour, { mode: 'report', 'report-file': 'report.json' }),
  }),
  'a comment without a pull request': red({
    play: ({ pushAndJudge }) => pushAndJudge('critical', { comment: 'true' }),
  }),
  'ten thousand findings, the worst one on the last page': red({
    images: many,
    play: ({ pushAndJudge }) => pushAndJudge('many'),
  }),
};
