/** Whether a product of a statement is this image, a part of it, or a package in it. */
import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../src/findings/finding.ts';
import { vexFor } from '../../src/suppressing/vex.ts';
import { finding } from '../findings.ts';
import { address, image, ourImage, statement, vexDocument } from './vex-documents.ts';

type Members = Readonly<Record<string, unknown>>;

const debian = { distribution: 'DEBIAN_12' };
const fedora = { distribution: 'FEDORA_42' };
const wolfi = { distribution: 'WOLFI' };

/** What is said last of a finding, when that suppresses it. */
const said = (found: Finding, ...statements: readonly Members[]) =>
  vexFor([vexDocument(statements)], image).statementFor(found);

const suppresses = (product: Members, found: Partial<Finding> = {}, more: Members = {}): boolean =>
  said(finding({ platform: 'linux/amd64', ...found }), statement({ products: [product], ...more })) !==
  undefined;

const [{ digest: amd64 }, { digest: arm64 }] = image.parts;
const other = `sha256:${'f'.repeat(64)}`;
const hex = (digest: string): string => digest.slice('sha256:'.length);
const encoded = (digest: string): string => digest.replace(':', '%3A');

describe('a product is this image', () => {
  test.each([
    ['by its repository', ourImage, true],
    ['with https in front', `pkg:oci/web?repository_url=https://${address}/`, true],
    ['with its digest', `pkg:oci/web@${image.digest}?repository_url=${address}`, true],
    [
      'with its digest, as purls are written',
      `pkg:oci/web@${encoded(image.digest)}?repository_url=${address}`,
      true,
    ],
    ['with its digest alone', `pkg:oci/web@${encoded(image.digest)}`, true],
    ['with the digest of the platform', `pkg:oci/web@${amd64}`, true],
    ['with the digest of another platform', `pkg:oci/web@${arm64}`, false],
    ['with the digest of another image', `pkg:oci/web@${other}?repository_url=${address}`, false],
    ['with a tag for a digest', `pkg:oci/web@v1?repository_url=${address}`, false],
    ['with a tag, which may have moved', `${ourImage}&tag=v1`, false],
    ['with a tag beside its digest', `pkg:oci/web@${image.digest}?repository_url=${address}&tag=v1`, true],
    ["by every team's name", 'pkg:oci/web', false],
    ['in another registry', 'pkg:oci/web?repository_url=ghcr.io/team/web', false],
    ['in another repository', `pkg:oci/web?repository_url=${image.registry}/other/web`, false],
    ['in the registry alone', `pkg:oci/web?repository_url=${image.registry}`, false],
    ['of another name', `pkg:oci/api?repository_url=${address}`, false],
    ['on its architecture', `${ourImage}&arch=amd64`, true],
    ['on another architecture', `${ourImage}&arch=arm64`, false],
    ['on its system', `${ourImage}&os=linux`, true],
    ['on another system', `${ourImage}&os=windows`, false],
    ['by more than can be compared', `${ourImage}&flavour=slim`, false],
    ['a part of it', `${ourImage}#usr/lib`, false],
    ['of another type', `pkg:docker/team/web?repository_url=${address}`, false],
    ['by an IRI that is no purl', 'https://example.org/web', false],
  ])('%s', (_, id, isOurs) => {
    expect(suppresses({ '@id': id })).toBe(isOurs);
  });

  test('by its identifiers', () => {
    expect(suppresses({ identifiers: { purl: ourImage } })).toBe(true);
    expect(suppresses({ '@id': 'https://example.org/web', identifiers: { purl: ourImage } })).toBe(true);
  });

  test('only when all of its purls are', () => {
    expect(suppresses({ '@id': ourImage, identifiers: { purl: `pkg:oci/web@${other}` } })).toBe(false);
  });

  test('an image that is no index, by its digest, and by no architecture', () => {
    const alone = { ...image, parts: [{ platform: '', digest: image.digest }] };
    const answer = (id: string) =>
      vexFor([vexDocument([statement({ products: [{ '@id': id }] })])], alone).statementFor(finding());
    expect(answer(`pkg:oci/web@${image.digest}?arch=arm64`)).toBeDefined();
    expect(answer(ourImage)).toBeDefined();
    expect(answer(`${ourImage}&arch=amd64`)).toBeUndefined();
  });
});

describe('a part of this image', () => {
  const part = (...ids: readonly string[]): Members => ({
    '@id': ourImage,
    subcomponents: ids.map((id) => ({ '@id': id })),
  });

  test.each([
    ['is the package', part('pkg:deb/debian/openssl'), true],
    ['is the package in this version', part('pkg:deb/debian/openssl@3.5.0-r0'), true],
    ['is the package in another version', part('pkg:deb/debian/openssl@3.5.1-r0'), false],
    ['is the package of another distribution', part('pkg:deb/ubuntu/openssl'), false],
    ['is another package', part('pkg:deb/debian/curl'), false],
    ['is one of several', part('pkg:deb/debian/curl', 'pkg:deb/debian/openssl'), true],
    ['is no purl', part('https://example.org/openssl'), false],
  ])('%s', (_, product, isMeant) => {
    expect(suppresses(product, debian)).toBe(isMeant);
  });

  test('whose distribution no scan tells is meant where its digest names the image', () => {
    const subcomponents = [{ '@id': 'pkg:deb/debian/openssl' }];
    expect(suppresses({ '@id': ourImage, subcomponents })).toBe(false);
    expect(suppresses({ '@id': `pkg:oci/web@${image.digest}`, subcomponents })).toBe(true);
    expect(suppresses({ '@id': ourImage, hashes: { 'sha-256': hex(image.digest) }, subcomponents })).toBe(
      true,
    );
  });

  test('an empty list of parts is the whole image', () => {
    expect(suppresses(part())).toBe(true);
  });
});

describe('what narrows a product', () => {
  test.each<[string, Members, boolean]>([
    ['the digest of the image', { hashes: { 'sha-256': hex(image.digest) } }, true],
    ['in upper case', { hashes: { 'sha-256': hex(amd64).toUpperCase() } }, true],
    ['the digest of the platform', { hashes: { 'sha-256': hex(amd64) } }, true],
    ['the digest of another platform', { hashes: { 'sha-256': hex(arm64) } }, false],
    ['the digest of another image', { hashes: { 'sha-256': hex(other) } }, false],
    [
      'a hash that no scan tells',
      { hashes: { 'sha-256': hex(image.digest), 'sha-512': 'f'.repeat(128) } },
      false,
    ],
    ['a CPE', { identifiers: { cpe23: 'cpe:2.3:a:team:web:1:*:*:*:*:*:*:*' } }, false],
    ['a CPE beside the purl', { identifiers: { purl: ourImage, cpe22: 'cpe:/a:team:web:1' } }, false],
    ['nothing', { hashes: {}, identifiers: {} }, true],
  ])('%s', (_, more, isMeant) => {
    expect(suppresses({ '@id': ourImage, ...more })).toBe(isMeant);
  });

  test('a hash of a package, which no scan tells', () => {
    const lodash = { packageManager: 'NPM', package: 'lodash', version: '1' };
    const hashes = { 'sha-256': hex(image.digest) };
    expect(suppresses({ '@id': 'pkg:npm/lodash@1', hashes }, lodash)).toBe(false);
    const digestless = { '@id': ourImage, subcomponents: [{ '@id': 'pkg:npm/lodash@1', hashes }] };
    expect(suppresses(digestless, lodash)).toBe(false);
  });
});

describe('a product is a package', () => {
  test.each<[string, Partial<Finding>, boolean]>([
    ['pkg:npm/lodash@4.17.20', { packageManager: 'NPM', package: 'lodash', version: '4.17.20' }, true],
    ['pkg:npm/lodash', { packageManager: 'NODEPKG', package: 'lodash', version: '4.17.20' }, true],
    ['pkg:npm/lodash', { packageManager: 'NPM', package: 'lodash-es', version: '4.17.20' }, false],
    ['pkg:npm/lodash', { packageManager: 'PIP', package: 'lodash', version: '4.17.20' }, false],
    ['pkg:npm/lodash', { packageManager: '', package: 'lodash', version: '4.17.20' }, false],
    [
      'pkg:npm/%40babel/traverse@7.0.0',
      { packageManager: 'YARN', package: '@babel/traverse', version: '7.0.0' },
      true,
    ],
    [
      'pkg:npm/traverse@7.0.0',
      { packageManager: 'NPM', package: '@babel/traverse', version: '7.0.0' },
      false,
    ],
    [
      'pkg:maven/org.a/log4j-core@2.4',
      { packageManager: 'JAR', package: 'org.a:log4j-core', version: '2.4' },
      true,
    ],
    [
      'pkg:maven/org.b/log4j-core@2.4',
      { packageManager: 'JAR', package: 'org.a:log4j-core', version: '2.4' },
      false,
    ],
    [
      'pkg:golang/golang.org/x/net@v0.1.0',
      { packageManager: 'GOBINARY', package: 'golang.org/x/net', version: '0.1.0' },
      true,
    ],
    [
      'pkg:golang/golang.org/x/net@v0.1.0#http2',
      { packageManager: 'GOBINARY', package: 'golang.org/x/net', version: '0.1.0' },
      false,
    ],
    ['pkg:pypi/My_Pkg@1', { packageManager: 'PYTHONPKG', package: 'my.pkg', version: '1' }, true],
    [
      'pkg:nuget/Newtonsoft.Json@1',
      { packageManager: 'DOTNET_CORE', package: 'newtonsoft.json', version: '1' },
      true,
    ],
    ['pkg:gem/rails@1', { packageManager: 'BUNDLER', package: 'rails', version: '1' }, true],
    ['pkg:cargo/time@1', { packageManager: 'CARGO', package: 'time', version: '1' }, true],
    ['pkg:composer/a/b@1', { packageManager: 'COMPOSER', package: 'A/b', version: '1' }, true],
    ['pkg:deb/debian/openssl@3.5.0-r0', { ...debian }, true],
    ['pkg:deb/debian/openssl@3.5.0-r0', { ...debian, packageManager: '' }, true],
    ['pkg:deb/openssl@3.5.0-r0', {}, true],
    ['pkg:deb/openssl@3.5.0-r0', wolfi, false],
    ['pkg:deb/debian/openssl@3.5.0-r0', {}, false],
    ['pkg:deb/openssl@3.5.0-r0?distro=debian-12', {}, false],
    ['pkg:deb/ubuntu/openssl@3.5.0-r0', debian, false],
    ['pkg:deb/tuxcare/openssl@3.5.0-r0', debian, false],
    ['pkg:deb/debian/openssl@3.5.0-r0', { distribution: 'SOME_LINUX_1' }, false],
    ['pkg:apk/wolfi/openssl@3.5.0-r0', { distribution: 'ALPINE_LINUX_3_18' }, false],
    ['pkg:apk/alpine/openssl@3.5.0-r0', { distribution: 'ALPINE_LINUX_3_18' }, true],
    ['pkg:apk/alpine/openssl@3.5.0-r0?distro=alpine-3.18.4', { distribution: 'ALPINE_LINUX_3_18' }, true],
    ['pkg:apk/alpine/openssl@3.5.0-r0?distro=alpine-3', { distribution: 'ALPINE_LINUX_3_18' }, true],
    ['pkg:apk/alpine/openssl@3.5.0-r0?distro=alpine-3.1', { distribution: 'ALPINE_LINUX_3_18' }, false],
    ['pkg:apk/alpine/openssl@3.5.0-r0?distro=alpine-3.19', { distribution: 'ALPINE_LINUX_3_18' }, false],
    ['pkg:rpm/amzn/openssl@3.5.0-r0?distro=amzn-2023', { distribution: 'AMAZON_LINUX_2023' }, true],
    ['pkg:rpm/amzn/openssl@3.5.0-r0?distro=amzn-2', { distribution: 'AMAZON_LINUX_2023' }, false],
    ['pkg:deb/debian/openssl@3.5.0-r0?distro=bookworm', debian, false],
    // A name alone is that of every distribution's package.
    ['pkg:deb/debian/openssl', { ...debian }, false],
    ['pkg:rpm/fedora/openssl@3.5.0-1?epoch=1', { ...fedora, version: '1:3.5.0-1' }, true],
    ['pkg:rpm/fedora/openssl@3.5.0-1?epoch=1', { ...fedora, version: '3.5.0-1' }, false],
    ['pkg:rpm/fedora/openssl@3.5.0-1?epoch=0', { ...fedora, version: '3.5.0-1' }, true],
    ['pkg:apk/wolfi/openssl@3.5.0-r0?arch=x86_64&distro=wolfi', { ...wolfi }, true],
    ['pkg:apk/wolfi/openssl@3.5.0-r0?arch=aarch64', { ...wolfi }, false],
    ['pkg:apk/wolfi/openssl@3.5.0-r0?arch=armv7', { ...wolfi, platform: 'linux/arm/v7' }, true],
    ['pkg:apk/wolfi/openssl@3.5.0-r0?arch=x86_64', { ...wolfi, platform: '' }, false],
    ['pkg:deb/debian/openssl@3.5.0-r0?arch=all', { ...debian, platform: '' }, true],
    ['pkg:deb/debian/openssl@3.5.0-r0?flavour=x', { ...debian }, false],
    ['pkg:generic/openssl@3.5.0-r0', {}, false],
  ])('%s of %j: %s', (id, found, isMeant) => {
    expect(suppresses({ '@id': id }, found)).toBe(isMeant);
  });

  test('`fixed` is said of a version', () => {
    const lodash = { packageManager: 'NPM', package: 'lodash', version: '1' };
    expect(suppresses({ '@id': 'pkg:npm/lodash' }, lodash, { status: 'fixed' })).toBe(false);
    expect(suppresses({ '@id': 'pkg:npm/lodash@1' }, lodash, { status: 'fixed' })).toBe(true);
  });

  test('`fixed` is said of an image with its digest', () => {
    const fixed = { status: 'fixed' };
    expect(suppresses({ '@id': ourImage }, {}, fixed)).toBe(false);
    expect(suppresses({ '@id': `${ourImage}&arch=amd64` }, {}, fixed)).toBe(false);
    expect(suppresses({ '@id': `pkg:oci/web@${image.digest}` }, {}, fixed)).toBe(true);
    expect(suppresses({ '@id': `pkg:oci/web@${amd64}` }, {}, fixed)).toBe(true);
    expect(suppresses({ '@id': ourImage, hashes: { 'sha-256': hex(amd64) } }, {}, fixed)).toBe(true);
  });

  test('a package with parts is known to its author only', () => {
    const product = { '@id': 'pkg:npm/lodash@1', subcomponents: [{ '@id': 'pkg:npm/lodash@1' }] };
    expect(suppresses(product, { packageManager: 'NPM', package: 'lodash', version: '1' })).toBe(false);
  });
});
