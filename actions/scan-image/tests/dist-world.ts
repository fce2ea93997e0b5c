/** What stands in the harbour of the transcripts: its world file, with an image for each thing that scans may find. */

export interface WorldParts {
  /** Inspector scans every repository, or no one of ours; ECR's basic scanning when left out. */
  readonly inspector?: 'everywhere' | 'elsewhere';
  /** Whether basic scanning scans what is pushed; it does when left out. */
  readonly scanOnPush?: boolean;
  /** Lines under `images`, before those that every scene has. */
  readonly images?: string;
  /** Further parts of the file. */
  readonly more?: string;
}

const scannings = {
  basic: '{ type: BASIC }',
  everywhere: "{ type: ENHANCED, rules: [{ frequency: CONTINUOUS_SCAN, filters: ['*'] }] }",
  elsewhere: "{ type: ENHANCED, rules: [{ frequency: CONTINUOUS_SCAN, filters: ['prod/*'] }] }",
} as const;

/** It takes 8 s from the push to the findings; from the half of it on ECR says that the scan is done, without them. */
export const worldOf = ({ inspector, scanOnPush = true, images = '', more = '' }: WorldParts): string => `
region: eu-west-1
account: '111122223333'
timings: { scanning: 8s }
scanning: ${scannings[inspector ?? 'basic']}
clusters: [{ name: harbour }]
repositories: [{ name: team/web, scanOnPush: ${String(scanOnPush)} }, { name: prod/web }]
taskDefinitions: [{ family: web, containerDefinitions: [{ name: web, image: web, memory: 128 }] }]
services: [{ name: web, cluster: harbour, taskDefinition: web, desiredCount: 0 }]
images:
${images}
  - { repository: team/web, tag: 'clean*', behaviour: [{ at: 1s, health: HEALTHY }] }
  - repository: team/web
    tag: critical
    findings:
      - { id: CVE-2026-0001, severity: CRITICAL, package: openssl, version: 3.5.0-r0, fixed: 3.5.9-r0, kev: 2025-12-20, epss: 0.87, published: 2025-12-01 }
      - { id: CVE-2026-0002, severity: LOW, package: zlib, version: 1.3.1-r2, epss: 0.001, published: 2025-11-01 }
  - repository: team/web
    tag: running
    behaviour: [{ at: 1s, health: HEALTHY }]
    findings: [${lodash}, ${glibc}, ${busybox}]
  - repository: team/web
    tag: next
    findings: [${openssl}, ${glibc}, ${zlib}]
${more}
`;

const lodash =
  '{ id: CVE-2025-0010, severity: HIGH, package: lodash, version: 4.17.20, fixed: 4.17.21, packageManager: NODEPKG, path: app/node_modules/lodash/package.json, published: 2025-06-01 }';
const glibc =
  '{ id: CVE-2025-0020, severity: CRITICAL, package: glibc, version: 2.41-6, published: 2025-10-15 }';
const busybox =
  '{ id: CVE-2025-0030, severity: MEDIUM, package: busybox, version: 1.37.0-r1, fixed: 1.37.0-r9, published: 2025-07-01 }';
const openssl =
  '{ id: CVE-2025-0040, severity: HIGH, package: openssl, version: 3.5.0-r0, fixed: 3.5.9-r0, published: 2025-12-20 }';
const zlib = '{ id: CVE-2025-0050, severity: LOW, package: zlib, version: 1.3.1-r2, published: 2025-08-01 }';
