/** The command line of act: taken apart as act does it, and put together with what Slipway sets. */
import { describe, expect, test } from '@jest/globals';
import { commandLine, type ForAct } from '../src/act/command-line.ts';
import { valuesGiven, withShellValues } from '../src/act/given-values.ts';
import { problemOf, versionIn } from '../src/act/find-act.ts';
import { flagsIn } from '../src/act/flags.ts';
import { readActWords, wordsOfActrc } from '../src/act/words.ts';

/** As act 0.2.87 prints it. */
const help = `Run GitHub actions locally by specifying the event name (e.g. \`push\`) or an action name directly.

Flags:
      --action-offline-mode                               If action contents exists, it will not be fetch
  -C, --directory string                                  working directory (default ".")
      --env stringArray                                   env to make available to actions
  -e, --eventpath string                                  path to event JSON file
      --input-file string                                 input file
      --input stringArray                                 action input to make available
  -j, --job string                                        run a specific job ID
      --json                                              Output logs in json format
      --local-repository stringArray                      Replaces the specified repository
  -s, --secret stringArray                                secret to make available
      --secret-file string                                file with list of secrets
      --var stringArray                                   variable to make available
      --var-file string                                   file with list of vars
  -v, --verbose                                           verbose output
  -W, --workflows string                                  path to workflow file(s)
`;
const flags = flagsIn(help);
const read = (typed: string) => readActWords(typed.split(' '), flags);

test('the flags of act are those that its help lists', () => {
  expect(flags).toHaveLength(15);
  expect(flags.slice(0, 2)).toEqual([
    { name: 'action-offline-mode', short: undefined, takesValue: false },
    { name: 'directory', short: 'C', takesValue: true },
  ]);
});

describe('the words of a person', () => {
  test.each([
    ['push', [], ['push']],
    ['-j release push', [{ name: 'job', value: 'release' }], ['push']],
    [
      '--var A=1 --var=B=2=3',
      [
        { name: 'var', value: 'A=1' },
        { name: 'var', value: 'B=2=3' },
      ],
      [],
    ],
    [
      'push -vjrelease',
      [
        { name: 'verbose', value: undefined },
        { name: 'job', value: 'release' },
      ],
      ['push'],
    ],
    ['-s=A=1', [{ name: 'secret', value: 'A=1' }], []],
    ['--json=false', [{ name: 'json', value: 'false' }], []],
  ])('%s', (typed, given, others) => {
    expect(read(typed)).toEqual({ flags: given, others });
  });

  test.each([
    ['--jobs x', 'act has no flag `--jobs`: did you mean `--job`? See `act --help`.'],
    ['-x', 'act has no flag `-x`: its help does not list it. See `act --help`.'],
  ])('%s is refused', (typed, sentence) => {
    expect(() => read(typed)).toThrow(sentence);
  });

  test('a .actrc has one flag a line, and its value behind the first space', () => {
    const text = '# mine\n--verbose\n-s A=b c\n\n--var=X=1\n';
    expect(wordsOfActrc(text, {})).toEqual(['--verbose', '-s', 'A=b c', '--var=X=1']);
  });

  test('what a .actrc names of the shell is read there, as act does it', () => {
    const shell = { HOME: '/home/me', LEVEL: 'debug' };
    expect(wordsOfActrc('--var-file $HOME/vars\n--var=L=${LEVEL}$NONE-$\n', shell)).toEqual([
      '--var-file',
      '/home/me/vars',
      '--var=L=debug-$',
    ]);
  });
});

describe('the command line that act gets', () => {
  const ours: ForAct = {
    files: { variables: '/stage/variables.yml', secrets: '/stage/secrets.yml', env: '/stage/env.yml' },
    repositories: { 'a/b@v1': '/stage/b' },
    labels: ['ubuntu-latest'],
    actions: '/home/me/.cache/act',
    defaultBranch: 'trunk',
  };
  const files = new Map<string, string>();
  const standing = { folder: '/home/me/app', textOf: (path: string) => files.get(path) };
  const line = (typed: string) => commandLine(ours, read(typed), standing).join(' ');

  test('has ours first, and what was typed behind it', () => {
    expect(line('push -j release')).toBe(
      '--var-file=/stage/variables.yml --secret-file=/stage/secrets.yml --env-file=/stage/env.yml ' +
        '--local-repository=a/b@v1=/stage/b --platform=ubuntu-latest=-self-hosted --action-cache-path=/home/me/.cache/act --defaultbranch=trunk --no-cache-server --json --job=release push',
    );
  });

  test('names no value of a secret, a variable or the environment, and no other file of them', () => {
    files.set('/home/me/app/.vars', 'A=1');
    files.set('/home/me/app/.input', 'b=2');
    const typed = ['--secret T=abc', '--var V=abc', '--env E=abc', '--secret-file s.yml', '--var-file v'];
    const words = line(`push ${typed.join(' ')}`);
    expect(words).not.toMatch(/abc|\/app\/(?:s\.yml|\.vars|v)\b/);
    expect(words).toContain('--input-file=/home/me/app/.input');
    files.clear();
  });

  test('names files where the person stands, and not in the copy', () => {
    files.clear();
    expect(line('-e event.json --local-repository=c/d@v1=../d')).toContain(
      '--eventpath=/home/me/app/event.json --local-repository=c/d@v1=/home/me/d',
    );
    expect(line('-W .github/workflows/release.yml')).toContain('--workflows=.github/workflows/release.yml');
  });
});

describe('the version of act', () => {
  test.each([
    ['0.2.86', true],
    ['0.2.87', true],
    ['0.3.0', true],
    ['1.0.0', true],
    ['0.2.85', false],
    ['0.1.99', false],
  ])('%s: %s', (version, isGood) => {
    expect(problemOf(version) === undefined).toBe(isGood);
  });
  test('is read from what it says', () => {
    expect(versionIn('act version 0.2.87\n')).toBe('0.2.87');
    expect(versionIn('act version dev')).toBeUndefined();
  });
});

describe('what a person gives', () => {
  const standing = {
    folder: '/home/me/app',
    textOf: (path: string) =>
      path === '/home/me/app/s.yml' ? 'npm_token: from file\nOTHER: 1\n' : undefined,
  };
  const given = (typed: string, shell = {}) =>
    valuesGiven('secrets', withShellValues(read(typed), shell), standing);

  test('by a flag wins over a file, and by its name alone is the value of the shell', () => {
    expect(given('push --secret-file s.yml -s NPM_TOKEN', { NPM_TOKEN: 'a=b' })).toEqual({
      ...{ NPM_TOKEN: 'a=b', OTHER: '1' },
    });
  });

  test('of variables and the environment as well', () => {
    const words = withShellValues(read('push --var LEVEL --env JAVA_HOME'), { LEVEL: 'a', JAVA_HOME: '/j' });
    expect(valuesGiven('variables', words, standing)).toEqual({ LEVEL: 'a' });
    expect(valuesGiven('env', words, standing)).toEqual({ JAVA_HOME: '/j' });
  });

  test.each([
    [
      'NPM_TOKEN',
      '`--secret NPM_TOKEN` has no value: NPM_TOKEN is not set in your shell. Type `export NPM_TOKEN=…` before it, or `--secret NPM_TOKEN=…`.',
    ],
    [
      'GITHUB_TOKEN',
      '`--secret GITHUB_TOKEN` has no value: GITHUB_TOKEN is not set in your shell. Leave it out: the local GitHub gives a token of its own.',
    ],
  ])('without a value is told: %s', (name, sentence) => {
    expect(() => given(`push -s ${name}`)).toThrow(sentence);
  });
});
