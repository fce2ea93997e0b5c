/** What GitHub does not even start, and shows no log of: it is told before, by what is written alone. */

export const notStarted = {
  title: 'The caller grants too little, which GitHub answers with a start-up failure and no log',
  workflow: `name: Release
on: push
permissions: {}
jobs:
  release:
    permissions: { contents: read }
    uses: slipway-actions/slipway/.github/workflows/release.yml@v1
    with: { environment: production }
`,
  sentence:
    'release.yml, job release: release.yml asks for `id-token: write` (job preflight, push, deploy), and this job gives `contents: read` alone: GitHub would refuse the whole run as a start-up failure, without a log. Add `id-token: write` under its `permissions`.',
} as const;
