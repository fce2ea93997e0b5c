/** What hides a finding, for how long, and who answers for it. The cloud begins on the first of January 2026. */
import { green, red, type Scenes } from './scene.ts';

const withIgnores = { 'ignore-file': 'ignores.yaml' };

const ignores = (...entries: readonly string[]): Readonly<Record<string, string>> => ({
  'ignores.yaml': `ignores:\n${entries.map((entry) => `  - { ${entry} }\n`).join('')}`,
});

const glibc = 'id: CVE-2025-0020, package: glibc, reason: not reachable from our code, owner: team-web';
const lodash = 'id: CVE-2025-0010, reason: waits for the release of Friday, owner: team-web';

const vex = JSON.stringify(
  {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': 'https://example.com/vex/2026-1',
    author: 'Team Web',
    timestamp: '2026-01-01T00:00:00Z',
    version: 1,
    statements: [
      {
        vulnerability: { name: 'CVE-2025-0020' },
        products: [
          { '@id': 'pkg:oci/web?repository_url=111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/web' },
        ],
        status: 'not_affected',
        justification: 'vulnerable_code_not_in_execute_path',
      },
    ],
  },
  null,
  2,
);

export const suppressing: Scenes = {
  'ignores hide findings, and are told': green({
    inspector: 'everywhere',
    files: ignores(`${glibc}, expires: 2026-03-01`, `${lodash}, expires: 2026-03-01`),
    play: ({ pushAndJudge }) => pushAndJudge('running', withIgnores),
  }),
  'an ignore has expired, and one expires soon': red({
    inspector: 'everywhere',
    files: ignores(`${glibc}, expires: 2025-12-31`, `${lodash}, expires: 2026-01-05`),
    play: ({ pushAndJudge }) => pushAndJudge('running', withIgnores),
  }),
  'an ignore until there is a fix has ended, and one fits nothing any more': red({
    inspector: 'everywhere',
    files: ignores(
      `${glibc}, expires: 2026-03-01`,
      `${lodash}, expires: 2026-03-01, until-fixed: true`,
      'id: CVE-2024-0001, reason: gone long ago, owner: team-web, expires: 2026-03-01',
    ),
    play: ({ pushAndJudge }) => pushAndJudge('running', withIgnores),
  }),
  'ignores that are none: everything that is wrong is told at once': red({
    files: ignores(
      `${glibc}, expires: 2027-01-01`,
      'id: CVE-2025-0010, reason: later, expires: tomorrow',
      'id: CVE-2025-0030, reason: low, owner: team-web, expires: 2026-02-01, pakage: busybox',
    ),
    play: ({ pushAndJudge }) => pushAndJudge('running', withIgnores),
  }),
  'VEX says that one does not affect the image': red({
    inspector: 'everywhere',
    files: { 'vex.json': vex },
    play: ({ pushAndJudge }) => pushAndJudge('running', { 'vex-file': 'vex.json' }),
  }),
  'what is suppressed in Inspector counts all the same': red({
    inspector: 'everywhere',
    images: `  - { repository: team/web, tag: odd, findings: [{ id: CVE-2026-0008, severity: CRITICAL, package: curl, version: '8.0', status: SUPPRESSED }] }`,
    play: ({ pushAndJudge }) => pushAndJudge('odd'),
  }),
};
