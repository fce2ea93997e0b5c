/** OpenVEX documents for tests: one with a statement that suppresses, unless more is said. */
import { readVexFile, type VexDocument } from '../../src/suppressing/vex-file.ts';
import { bytes } from '../refusals.ts';

type Members = Readonly<Record<string, unknown>>;

export const now = Date.UTC(2026, 10, 22);

export const image = {
  registry: '123456789012.dkr.ecr.eu-west-1.amazonaws.com',
  repository: 'team/web',
  digest: `sha256:${'0'.repeat(64)}`,
  parts: [
    { platform: 'linux/amd64', digest: `sha256:${'1'.repeat(64)}` },
    { platform: 'linux/arm64', digest: `sha256:${'2'.repeat(64)}` },
  ],
} as const;

export const address = `${image.registry}/${image.repository}`;
export const ourImage = `pkg:oci/web?repository_url=${address}`;

export const statement = (more: Members = {}): Members => ({
  vulnerability: { name: 'CVE-2026-0001' },
  products: [{ '@id': ourImage }],
  status: 'not_affected',
  justification: 'component_not_present',
  ...more,
});

export const documentOf = (statements: readonly unknown[], more: Members = {}): Members => ({
  '@context': 'https://openvex.dev/ns/v0.2.0',
  '@id': 'https://openvex.dev/docs/example/1',
  author: 'Acme Security',
  timestamp: '2026-11-01T12:00:00Z',
  version: 1,
  statements,
  ...more,
});

export const written = (value: unknown): Uint8Array => bytes(JSON.stringify(value, undefined, 1));

/** @throws Failure when it is none. */
export const vexDocument = (statements: readonly Members[], more: Members = {}): VexDocument =>
  readVexFile(written(documentOf(statements, more)), 'vex.json', now);
