/** The metadata of several versions of docker buildx, as real builds left them. */
import { expect, test } from '@jest/globals';
import { readMetadata } from '../src/metadata.ts';

const digest = `sha256:${'67'.repeat(32)}`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');

const finding = {
  vertex: `sha256:${'b1'.repeat(32)}`,
  level: 1,
  short: base64('WorkdirRelativePath: Relative workdir "app" can have unexpected results (line 3)'),
  detail: [base64('Relative workdir without an absolute workdir declared.')],
  url: 'https://docs.docker.com/go/dockerfile/rule/workdir-relative-path/',
  sourceInfo: { filename: 'Dockerfile', language: 'Dockerfile' },
  range: [{ start: { line: 3 }, end: { line: 3 } }],
};

test('buildx 0.30 says digest, media type, and what its checks found', () => {
  const metadata = {
    'buildx.build.ref': 'ci/ci0/i78f1az2dwzmhw4j5wfdf1h57',
    'buildx.build.warnings': [finding],
    'containerimage.descriptor': { mediaType: 'application/vnd.oci.image.index.v1+json', digest, size: 855 },
    'containerimage.digest': digest,
  };
  expect(readMetadata(JSON.stringify(metadata), 'deploy/Dockerfile')).toEqual({
    digest,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    warnings: [
      {
        level: 'warning',
        title: 'WorkdirRelativePath: Relative workdir "app" can have unexpected results (line 3)',
        message:
          'Relative workdir without an absolute workdir declared.\nhttps://docs.docker.com/go/dockerfile/rule/workdir-relative-path/',
        file: 'deploy/Dockerfile',
        line: 3,
      },
    ],
  });
});

test.each<[string, string, { readonly digest?: string; readonly mediaType?: string }]>([
  ['docker 20.10 says the digest alone', JSON.stringify({ 'containerimage.digest': digest }), { digest }],
  [
    'a descriptor alone is as good',
    JSON.stringify({ 'containerimage.descriptor': { mediaType: 'a/b', digest } }),
    { digest, mediaType: 'a/b' },
  ],
  ['what is no digest is none', JSON.stringify({ 'containerimage.digest': 'v1' }), {}],
  ['an empty file says nothing', '', {}],
  ['a list says nothing', '[]', {}],
])('%s', (_, text, { digest: found, mediaType }) => {
  expect(readMetadata(text, undefined)).toEqual({ digest: found, mediaType, warnings: [] });
});

test('a finding without details says again what it is, for an annotation has to say something', () => {
  const metadata = JSON.stringify({ 'buildx.build.warnings': [{ short: base64('JSONArgsRecommended') }] });
  expect(readMetadata(metadata, undefined).warnings).toEqual([
    { level: 'warning', title: 'JSONArgsRecommended', message: 'JSONArgsRecommended' },
  ]);
});

test('a finding of a remote context marks nothing in the workspace', () => {
  const metadata = JSON.stringify({ 'buildx.build.warnings': [finding, 'broken', {}] });
  expect(
    readMetadata(metadata, undefined).warnings.map(({ file, line, title }) => [
      file,
      line,
      title.slice(0, 10),
    ]),
  ).toEqual([
    [undefined, undefined, 'WorkdirRel'],
    [undefined, undefined, 'A check of'],
    [undefined, undefined, 'A check of'],
  ]);
});
