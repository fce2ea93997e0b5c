import { describe, expect, test } from '@jest/globals';
import { readIgnoreFile } from '../../src/suppressing/ignore-file.ts';
import { bytes, refusalOf } from '../refusals.ts';

const now = Date.UTC(2026, 10, 22, 10);
const day = 86_400_000;
const read = (text: string, file = 'ignores.yml') =>
  readIgnoreFile(bytes(text), file, { now, maxAge: 90 * day });
const refusal = (text: string) => refusalOf(() => read(text));

/** An entry with all that it needs, but for what is said otherwise; `undefined` leaves a key out. */
function entry(more: Readonly<Record<string, string | undefined>> = {}): string {
  const keys: Readonly<Record<string, string | undefined>> = {
    id: 'CVE-2026-0001',
    reason: 'not reachable',
    owner: 'team-web',
    expires: '2026-12-31',
    ...more,
  };
  const lines = Object.entries(keys).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${value}`],
  );
  return `  - ${lines.join('\n    ')}\n`;
}

const file = (...entries: readonly string[]): string => `ignores:\n${entries.join('')}`;

describe('what is read', () => {
  test('an entry with all that it may say', async () => {
    const more = { package: 'openssl', path: 'app/*.jar', 'until-fixed': 'true' };
    expect(await read(`# why\n${file(entry(), entry(more))}`)).toEqual([
      {
        id: 'CVE-2026-0001',
        reason: 'not reachable',
        owner: 'team-web',
        expires: '2026-12-31',
        expiresAt: Date.UTC(2027, 0, 1) - 1,
        package: undefined,
        path: undefined,
        untilFixed: false,
        place: { file: 'ignores.yml', line: 3 },
      },
      expect.objectContaining({
        package: 'openssl',
        path: 'app/*.jar',
        untilFixed: true,
        place: { file: 'ignores.yml', line: 7 },
      }),
    ]);
  });

  test.each([
    ['no entry any more', 'ignores: []'],
    ['nothing where the list was', '$schema: ignores.schema.json\nignores:\n'],
    ['JSON', '{"ignores": []}'],
  ])('%s', async (_, text) => {
    expect(await read(text)).toEqual([]);
  });

  test.each(['2026-12-31', '"2026-12-31"', "'2026-12-31'", '2026-11-22', '2020-02-29', '2027-02-20'])(
    'the day %s, in quotes or not, today, in the past, or as late as it may be',
    async (expires) => {
      const [ignore] = await read(file(entry({ expires })));
      expect(ignore?.expires).toBe(expires.replaceAll(/["']/g, ''));
    },
  );

  test.each(['GHSA-abcd-1234-wxyz', 'CVE-2023-1', 'ALAS2-2026-1', 'SNYK-JS-1', '__proto__'])(
    'the id %s',
    async (id) => {
      expect((await read(file(entry({ id })))).map((ignore) => ignore.id)).toEqual([id]);
    },
  );
});

describe('what is wrong in an entry', () => {
  test.each<[string, Readonly<Record<string, string | undefined>>, string]>([
    ['no id', { id: undefined }, '2: `id` is missing.'],
    ['an empty id', { id: '""' }, '2: `id` must be text, but was empty.'],
    ['a number', { id: '7' }, '2: `id` must be text, but was a number.'],
    [
      'a wildcard',
      { id: 'CVE-2026-*' },
      '2: `id` is matched exactly, but was `CVE-2026-*`: it stands for one vulnerability, so write it in full, without `*`.',
    ],
    [
      'two ids',
      { id: 'CVE-2026-0001 CVE-2026-0002' },
      '2: `id` is matched exactly, but was `CVE-2026-0001 CVE-2026-0002`: it has no white space: give each vulnerability an entry of its own.',
    ],
    [
      'lower case',
      { id: 'cve-2026-1' },
      '2: `id` is matched exactly, but was `cve-2026-1`: write `CVE-2026-1`.',
    ],
    [
      'lower case',
      { id: 'ghsa-abcd-1234-wxyz' },
      '2: `id` is matched exactly, but was `ghsa-abcd-1234-wxyz`: write `GHSA-abcd-1234-wxyz`.',
    ],
    ['no reason', { reason: undefined }, '2: `reason` is missing.'],
    ['a blank reason', { reason: '"  "' }, '3: `reason` must be text, but was empty.'],
    ['a placeholder', { reason: '"-"' }, '3: `reason` must say something, but was `-`.'],
    ['no owner', { owner: undefined }, '2: `owner` is missing.'],
    ['a list of owners', { owner: '[a, b]' }, '4: `owner` must be text, but was a list.'],
    ['a placeholder', { owner: 'x' }, '4: `owner` must say something, but was `x`.'],
    ['no day', { expires: undefined }, '2: `expires` is missing.'],
    ['never', { expires: 'never' }, '5: `expires` must be a day such as `2027-02-20`, but was `never`.'],
    [
      'no day of the calendar',
      { expires: '2026-02-30' },
      '5: `expires` must be a day such as `2027-02-20`, but was `2026-02-30`.',
    ],
    [
      'a day of another order',
      { expires: '31.12.2026' },
      '5: `expires` must be a day such as `2027-02-20`, but was `31.12.2026`.',
    ],
    [
      'a moment',
      { expires: '2026-12-31T00:00:00Z' },
      '5: `expires` must be a day such as `2027-02-20`, but was `2026-12-31T00:00:00Z`.',
    ],
    ['a number', { expires: '20261231' }, '5: `expires` must be text, but was a number.'],
    [
      'a day too far away',
      { expires: '2027-02-21' },
      '5: `expires` may be 2027-02-20 at the latest (`ignore-max-age`), but was `2027-02-21`.',
    ],
    [
      'the end of time',
      { expires: '9999-12-31' },
      '5: `expires` may be 2027-02-20 at the latest (`ignore-max-age`), but was `9999-12-31`.',
    ],
    ['a pattern as package', { package: 'openssl*' }, '6: `package` is matched exactly, but was `openssl*`.'],
    ['an empty package', { package: '""' }, '6: `package` must be text, but was empty.'],
    ['an empty path', { path: '""' }, '6: `path` must be text, but was empty.'],
    [
      'a path that takes out',
      { path: '"!app/*"' },
      '6: `path` says where the entry holds, so it has no `!` in front, but was `!app/*`.',
    ],
    [
      'words for a flag',
      { 'until-fixed': 'yes' },
      '6: `until-fixed` must be `true` or `false`, but was `yes`.',
    ],
    ['a misspelt key', { expiry: '2026-12-31' }, '6: there is no key `expiry`; did you mean `expires`?'],
    [
      'a key of another tool',
      { statement: 'x' },
      '6: there is no key `statement`; the keys are id, reason, owner, expires, package, path, until-fixed.',
    ],
  ])('%s: %j', async (_, more, line) => {
    expect((await refusal(file(entry(more)))).lines).toEqual([line]);
  });

  test('all that is wrong is said at once', async () => {
    const text = file(
      entry({ owner: undefined, expires: 'soon' }),
      '  - CVE-2026-0002\n',
      entry({ id: 'a*' }),
    );
    expect(await refusal(text)).toEqual({
      kind: 'input',
      code: 'ignores-invalid',
      message:
        'The ignore file ignores.yml has 4 mistakes: line 2: `owner` is missing; and 3 more. Each entry of its list `ignores` needs `id`, `reason`, `owner` and `expires`.',
      lines: [
        '2: `owner` is missing.',
        '4: `expires` must be a day such as `2027-02-20`, but was `soon`.',
        '5: an entry must have `id`, `reason`, `owner` and `expires`, but was text.',
        '6: `id` is matched exactly, but was `a*`: it stands for one vulnerability, so write it in full, without `*`.',
      ],
    });
  });

  test('an entry that says what another one says', async () => {
    const text = file(
      entry(),
      entry({ package: 'a' }),
      entry({ package: 'a', path: 'b' }),
      entry({ package: 'a', reason: 'because' }),
    );
    expect((await refusal(text)).lines).toEqual([
      '17: the entry in line 6 has the same id, package and path.',
    ]);
  });
});

test.each([
  ['[]', 'it holds a list instead of a list `ignores`'],
  ['# nothing\n', 'it holds null instead of a list `ignores`'],
  ['ignore: []', 'there is no key `ignore`; did you mean `ignores`?; and 1 more'],
  ['{}', 'the list `ignores` is missing'],
  ['ignores: CVE-2026-0001', '`ignores` must be a list, but was text'],
])('%j is refused: %s', async (text, why) => {
  expect((await refusal(text)).message).toContain(`: line 1: ${why}. Each`);
});
