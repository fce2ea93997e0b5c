import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Finding } from '../../src/findings/finding.ts';
import { day } from '../../src/policy/days.ts';
import type { IgnoreStandings } from '../../src/suppressing/ignore-standing.ts';
import { standingsOf, suppressionOf } from '../../src/suppressing/suppress.ts';
import type { Ignore, VexStatement } from '../../src/suppressing/suppression.ts';
import { untilFixedWarnings } from '../../src/suppressing/until-fixed.ts';
import { finding } from '../findings.ts';

const now = Date.UTC(2026, 10, 22, 10);

const ignore = (more: Partial<Ignore> = {}): Ignore => ({
  id: 'CVE-2026-0001',
  reason: 'not reachable',
  owner: 'team-web',
  expires: '2026-12-31',
  expiresAt: now + 39 * day,
  package: undefined,
  path: undefined,
  untilFixed: false,
  place: { file: 'ignores.yml', line: 2 },
  ...more,
});

const statement: VexStatement = {
  status: 'not_affected',
  justification: 'component_not_present',
  statement: undefined,
  author: 'Acme',
  place: { file: 'vex.json', line: 9 },
};

const kindOf = (found: Partial<Finding>, ...ignores: readonly Ignore[]): string | undefined =>
  suppressionOf(finding(found), ignores, undefined, now)?.kind;

describe('an entry of the ignore file', () => {
  test.each<[string, Partial<Finding>, Partial<Ignore>, boolean]>([
    ['its id', {}, {}, true],
    ['an id that goes on', { id: 'CVE-2023-1234' }, { id: 'CVE-2023-1' }, false],
    ['an id that ends before', { id: 'CVE-2023-1' }, { id: 'CVE-2023-1234' }, false],
    ['an id of another case', { id: 'cve-2026-0001' }, {}, false],
    ['an id that objects have', { id: '__proto__' }, { id: '__proto__' }, true],
    ['an id that objects have', { id: 'constructor' }, {}, false],
    ['its package', {}, { package: 'openssl' }, true],
    ['a package that goes on', { package: 'openssl-dev' }, { package: 'openssl' }, false],
    ['its path', { path: 'app/a.jar' }, { path: 'app/*' }, true],
    ['its path, with a slash in front', { path: 'app/a.jar' }, { path: '/app/*' }, true],
    ['another path', { path: 'lib/a.jar' }, { path: 'app/*' }, false],
    ['no path', { path: undefined }, { path: '*' }, false],
    ['an entry of the last moment', {}, { expiresAt: now }, true],
    ['an expired entry', {}, { expiresAt: now - 1 }, false],
    ['until a fix, and there is none', { fix: 'no', fixedIn: undefined }, { untilFixed: true }, true],
    [
      'until a fix, and nobody knows of one',
      { fix: undefined, fixedIn: undefined },
      { untilFixed: true },
      true,
    ],
    ['until a fix, and there is one', { fix: 'yes', fixedIn: undefined }, { untilFixed: true }, false],
    [
      'until a fix, and there is one for a part',
      { fix: 'partial', fixedIn: undefined },
      { untilFixed: true },
      false,
    ],
    ['until a fix, and a version is named', { fix: undefined, fixedIn: '2' }, { untilFixed: true }, false],
    ['a fix, and it is hidden all the same', { fix: 'yes' }, {}, true],
  ])('%s', (_, found, more, hides) => {
    expect(kindOf(found, ignore(more))).toBe(hides ? 'ignore' : undefined);
  });

  test('hides where another one of the same id does not', () => {
    expect(
      kindOf({}, ignore({ package: 'curl' }), ignore({ expiresAt: 0 }), ignore({ package: 'openssl' })),
    ).toBe('ignore');
  });
});

describe('who suppresses', () => {
  const vex = { statementFor: () => statement };

  test('an ignore before VEX, nobody without any', () => {
    const kinds = [
      suppressionOf(finding(), [ignore()], vex, now),
      suppressionOf(finding(), [], vex, now),
      suppressionOf(finding(), [], undefined, now),
    ].map((each) => each?.kind);
    expect(kinds).toEqual(['ignore', 'vex', undefined]);
  });

  test('not a rule of Inspector, which has neither reason nor owner nor end', () => {
    const hidden = finding({ isSuppressedByInspector: true });
    expect(suppressionOf(hidden, [], undefined, now)).toBeUndefined();
    expect(suppressionOf(hidden, [ignore()], undefined, now)?.kind).toBe('ignore');
  });

  test('it is told with the entry or the statement', () => {
    const one = ignore();
    expect(suppressionOf(finding(), [one], vex, now)).toEqual({ kind: 'ignore', ignore: one });
    expect(suppressionOf(finding(), [], vex, now)).toEqual({ kind: 'vex', statement });
  });
});

describe('how the entries stand', () => {
  const idsOf = (ignores: readonly Ignore[]): readonly string[] => ignores.map(({ id }) => id);
  const named = ({ expired, fixable, expiring, stale }: IgnoreStandings) => ({
    expired: idsOf(expired),
    fixable: idsOf(fixable),
    expiring: idsOf(expiring),
    stale: idsOf(stale),
  });

  test('each is named for what is the matter with it', () => {
    const ignores = [
      ignore({ id: 'in-force' }),
      ignore({ id: 'expired', expiresAt: now - 1 }),
      ignore({ id: 'expired-and-gone', expiresAt: 0 }),
      ignore({ id: 'fixed', untilFixed: true }),
      ignore({ id: 'expiring', expiresAt: now + 14 * day }),
      ignore({ id: 'expiring-later', expiresAt: now + 14 * day + 1 }),
      ignore({ id: 'expiring-and-gone', expiresAt: now + day }),
      ignore({ id: 'other-package', package: 'curl' }),
      ignore({ id: 'fixed-and-expired', untilFixed: true, expiresAt: 0 }),
    ];
    const ids = [
      'in-force',
      'expired',
      'fixed',
      'expiring',
      'expiring-later',
      'other-package',
      'fixed-and-expired',
    ];
    const findings = ids.map((id) => finding({ id, fix: 'yes' }));
    expect(named(standingsOf(ignores, findings, now, true))).toEqual({
      expired: ['expired', 'expired-and-gone', 'fixed-and-expired'],
      fixable: ['fixed'],
      expiring: ['expiring'],
      stale: ['expiring-and-gone', 'other-package'],
    });
  });

  test('an entry for what is fixed in one package and not in another is named, and goes on for the other', () => {
    const both = ignore({ untilFixed: true, expiresAt: now + day });
    const findings = [
      finding({ package: 'a', fix: 'yes' }),
      finding({ package: 'b', fix: 'no', fixedIn: undefined }),
    ];
    expect(named(standingsOf([both], findings, now, true))).toEqual({
      expired: [],
      fixable: [both.id],
      expiring: [both.id],
      stale: [],
    });
  });
});

test('nobody is called stale while a platform was not read', () => {
  const ignores = [ignore(), ignore({ expiresAt: now - 1 })];
  expect(standingsOf(ignores, [], now, true)).toMatchObject({ stale: ignores.slice(0, 1) });
  expect(standingsOf(ignores, [], now, false)).toMatchObject({ stale: [], expired: ignores.slice(1) });
});

describe('`until-fixed` on basic scanning', () => {
  const untilFixed = ['a', 'b', 'c', 'd', 'e', 'f', 'f'].map((id) => ignore({ id, untilFixed: true }));
  const told = (...ignores: readonly Ignore[]) => untilFixedWarnings(ignores, 'basic', now);

  test('ends nothing, and that is said', () => {
    expect(told(...untilFixed.slice(0, 2), ignore({ id: 'x' }))).toEqual([
      'Basic scanning tells of no fix, so `until-fixed` does not end the ignore of a, b: it ends on its last day only.',
    ]);
    expect(told(...untilFixed)).toEqual([expect.stringContaining('of a, b, c, d, e and 1 more:')]);
  });

  test('is told of entries only that go on', () => {
    expect(told(ignore({ untilFixed: true, expiresAt: now - 1 }), ignore())).toEqual([]);
  });

  test('is told of basic scanning only', () => {
    expect(untilFixedWarnings(untilFixed, 'enhanced', now)).toEqual([]);
    expect(untilFixedWarnings(untilFixed, 'unknown', now)).toEqual([]);
  });
});

const runs = { seed: 20_261_122, numRuns: 500 };
const word = fc.constantFrom('a', 'b', 'ab');
const someFinding = fc
  .record({
    id: word,
    package: word,
    path: fc.option(word, { nil: undefined }),
    fix: fc.constantFrom('yes', 'no', undefined),
    isSuppressedByInspector: fc.boolean(),
  })
  .map((more) => finding({ ...more, fixedIn: undefined }));
const someIgnore = fc
  .record({
    id: word,
    package: fc.option(word, { nil: undefined }),
    path: fc.option(fc.constantFrom('a', 'a*', '*'), { nil: undefined }),
    untilFixed: fc.boolean(),
    expiresAt: fc.constantFrom(now - 1, now, now + day),
  })
  .map(ignore);

test('one more entry never brings back what is suppressed, and hides only what it is about', () => {
  fc.assert(
    fc.property(
      fc.array(someFinding),
      fc.array(someIgnore),
      someIgnore,
      fc.nat(),
      (findings, ignores, more, at) => {
        const added = ignores.toSpliced(at % (ignores.length + 1), 0, more);
        for (const each of findings) {
          const before = suppressionOf(each, ignores, undefined, now);
          const after = suppressionOf(each, added, undefined, now);
          if (before !== undefined) expect(after).toBeDefined();
          if (before === undefined && after !== undefined)
            expect({ id: each.id, after }).toEqual({ id: more.id, after: { kind: 'ignore', ignore: more } });
        }
      },
    ),
    runs,
  );
});

test('whoever is not stale, fixable or expired hides something, and nobody else does', () => {
  fc.assert(
    fc.property(fc.array(someFinding), fc.array(someIgnore), (findings, ignores) => {
      const { expired, stale, fixable } = standingsOf(ignores, findings, now, true);
      for (const each of ignores) {
        const hides = findings.some(
          (found) => suppressionOf(found, [each], undefined, now)?.kind === 'ignore',
        );
        if (expired.includes(each) || stale.includes(each)) expect(hides).toBe(false);
        else if (!fixable.includes(each)) expect(hides).toBe(true);
      }
    }),
    runs,
  );
});
