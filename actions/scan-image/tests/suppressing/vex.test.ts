/** What was said last counts, what is not certain suppresses nothing, and that is told. */
import { describe, expect, test } from '@jest/globals';
import type { Finding } from '../../src/findings/finding.ts';
import { vexFor } from '../../src/suppressing/vex.ts';
import { finding } from '../findings.ts';
import { image, ourImage, statement, vexDocument } from './vex-documents.ts';

type Members = Readonly<Record<string, unknown>>;

const onAmd64 = finding({ platform: 'linux/amd64' });

/** What is said last of a finding, when that suppresses it. */
const said = (found: Finding, ...statements: readonly Members[]) =>
  vexFor([vexDocument(statements)], image).statementFor(found);

const [, { digest: arm64 }] = image.parts;
const other = `sha256:${'f'.repeat(64)}`;
const hex = (digest: string): string => digest.slice('sha256:'.length);

describe('of several statements the last one counts', () => {
  const products = [{ '@id': `pkg:oci/web@${image.digest}` }];
  const at = (timestamp: string, status: string, more: Members = {}): Members =>
    statement({ status, timestamp: `${timestamp}T00:00:00Z`, products, ...more });

  test.each<[string, readonly Members[], string | undefined]>([
    ['affected, then fixed', [at('2026-01-01', 'affected'), at('2026-02-01', 'fixed')], 'fixed'],
    ['fixed, then affected', [at('2026-01-01', 'fixed'), at('2026-02-01', 'affected')], undefined],
    ['written in another order', [at('2026-02-01', 'affected'), at('2026-01-01', 'fixed')], undefined],
    [
      'not affected, then looked at again',
      [at('2026-01-01', 'not_affected'), at('2026-02-01', 'under_investigation')],
      undefined,
    ],
    ['both at once', [at('2026-01-01', 'fixed'), at('2026-01-01', 'affected')], undefined],
    [
      'fixed, then affected, by the moment of the document',
      [at('2026-01-01', 'fixed'), statement({ status: 'affected' })],
      undefined,
    ],
    [
      'affected as a package, whatever its version, after not affected as an image',
      [
        at('2026-01-01', 'not_affected'),
        at('2026-02-01', 'affected', { products: [{ '@id': 'pkg:deb/debian/openssl' }] }),
      ],
      undefined,
    ],
    [
      'something of another image',
      [
        at('2026-01-01', 'fixed'),
        at('2026-02-01', 'affected', { products: [{ '@id': `pkg:oci/web@${other}` }] }),
      ],
      'fixed',
    ],
    [
      'something of another vulnerability',
      [at('2026-01-01', 'fixed'), at('2026-02-01', 'affected', { vulnerability: { name: 'CVE-2026-0002' } })],
      'fixed',
    ],
  ])('%s', (_, statements, status) => {
    expect(said(onAmd64, ...statements)?.status).toBe(status);
  });

  test('of the same vulnerability under another id, it takes back and suppresses nothing', () => {
    const advisory = finding({ platform: 'linux/amd64', id: 'GHSA-1', related: ['CVE-2026-0001'] });
    const ofAdvisory = { vulnerability: { name: 'GHSA-1' } };
    const early = at('2026-01-01', 'fixed', ofAdvisory);
    expect(said(advisory, early)?.status).toBe('fixed');
    expect(said(advisory, early, at('2026-02-01', 'affected'))).toBeUndefined();
    expect(said(advisory, at('2026-01-01', 'affected'), at('2026-02-01', 'fixed', ofAdvisory))?.status).toBe(
      'fixed',
    );
    expect(said(advisory, at('2026-02-01', 'fixed'))).toBeUndefined();
  });

  test('in whichever document it stands', () => {
    const fixed = vexDocument([at('2026-01-01', 'fixed')]);
    const affected = vexDocument([at('2026-02-01', 'affected')]);
    expect(vexFor([fixed, affected], image).statementFor(onAmd64)).toBeUndefined();
    expect(vexFor([affected, fixed], image).statementFor(onAmd64)).toBeUndefined();
    expect(vexFor([fixed], image).statementFor(onAmd64)?.status).toBe('fixed');
  });
});

describe('what may mean a finding', () => {
  const early = statement({ timestamp: '2026-01-01T00:00:00Z' });
  const later = (product: Members): Members =>
    statement({ status: 'affected', timestamp: '2026-02-01T00:00:00Z', products: [product] });

  test.each<[string, Members]>([
    ['narrowed by a CPE', { '@id': ourImage, identifiers: { cpe23: 'x' } }],
    ['of a distribution that no scan tells', { '@id': 'pkg:apk/wolfi/openssl@3.5.0-r0' }],
    ['in any image', { '@id': ourImage }],
    ['narrowed by a qualifier', { '@id': 'pkg:apk/openssl@3.5.0-r0?flavour=slim' }],
    ['with a part of unknown name', { '@id': ourImage, subcomponents: [{ identifiers: { cpe23: 'x' } }] }],
  ])('takes back what was suppressed: affected, %s', (_, product) => {
    expect(said(onAmd64, early, later(product))).toBeUndefined();
  });

  test('what can not mean it takes nothing back', () => {
    expect(said(onAmd64, early, later({ '@id': ourImage, hashes: { 'sha-256': hex(arm64) } }))).toBeDefined();
  });

  const told = (product: Members, more: Members = {}, found: readonly Finding[] = [onAmd64]) =>
    vexFor([vexDocument([statement({ products: [product], ...more })])], image).doubtsAbout(found);

  const start = 'The VEX document vex.json does not suppress CVE-2026-0001 in openssl (line 8)';

  test.each<[Members, Members, string]>([
    [
      { '@id': ourImage },
      { status: 'fixed' },
      '`fixed` without a digest would hide it in every later image, and the scan finds it in this one: add the digest',
    ],
    [
      { '@id': ourImage, hashes: { md5: 'x' } },
      {},
      'its product is narrowed by identifiers, hashes or qualifiers that no scan tells, so name it without them',
    ],
    [
      { '@id': 'pkg:apk/wolfi/openssl@3.5.0-r0' },
      {},
      'the scan does not tell whether the image is of the distribution that the package URL names, so name the image by its digest and the package as a part of it',
    ],
    [
      { '@id': 'pkg:apk/openssl' },
      {},
      'its package URL of a distribution has no version, so it may mean the package of another release: add the version',
    ],
    [{ '@id': 'pkg:apk/openssl' }, { status: 'fixed' }, '`fixed` needs the version of the package'],
  ])('is told: %j %j', (product, more, why) => {
    expect(told(product, more)).toEqual([`${start}: ${why}.`]);
  });

  test('is told once for all findings, with the first of them, and not of what it does not mean', () => {
    const curl = finding({ ...onAmd64, package: 'curl' });
    const onArm64 = finding({ ...onAmd64, platform: 'linux/arm64' });
    expect(told({ '@id': ourImage }, { status: 'fixed' }, [onAmd64, onArm64, curl])).toEqual([
      expect.stringContaining(`${start}, and 1 more: \`fixed\` without`),
    ]);
    expect(told({ '@id': 'pkg:apk/wolfi/curl@1' })).toEqual([]);
    expect(told({ '@id': ourImage })).toEqual([]);
  });
});

test('a vulnerability is known by its name and its aliases, exactly', () => {
  const known = statement({ vulnerability: { name: 'GHSA-a', aliases: ['CVE-2026-0001', 'GHSA-a'] } });
  expect(said(onAmd64, known)).toBeDefined();
  expect(said(finding({ ...onAmd64, id: 'GHSA-a' }), known)).toBeDefined();
  expect(said(finding({ ...onAmd64, id: 'CVE-2026-00011' }), known)).toBeUndefined();
  expect(said(finding({ ...onAmd64, id: '__proto__' }), known)).toBeUndefined();
});

test('a document that says nothing of this image is told, and suppresses nothing', () => {
  const elsewhere = vexDocument([
    statement({ products: [{ '@id': 'pkg:oci/api?repository_url=ghcr.io/x/api' }] }),
  ]);
  const anotherOne = { '@id': ourImage, hashes: { 'sha-256': hex(other) } };
  expect(vexFor([vexDocument([statement({ products: [anotherOne] })])], image).warnings).toHaveLength(1);
  const ours = vexDocument([statement()]);
  const { warnings, statementFor } = vexFor([elsewhere], image);
  expect(warnings).toEqual(['The VEX document vex.json says nothing of team/web, so it suppresses nothing.']);
  expect(statementFor(onAmd64)).toBeUndefined();
  expect(vexFor([ours], image).warnings).toEqual([]);
});
