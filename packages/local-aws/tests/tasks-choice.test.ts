import { describe, expect, test } from '@jest/globals';
import type { ImageConfig, StoredImage } from '../src/ports.ts';
import { chooseImage, limitedEntries, fitsPattern } from '../src/tasks/image-choice.ts';
import { longestLine, splitLines } from '../src/tasks/output-lines.ts';
import { processCommand } from '../src/tasks/process-command.ts';
import { container, digest, imageWorld } from './tasks-stage.ts';

describe('a tag pattern', () => {
  test.each([
    ['v1', 'v1', true],
    ['v1', 'v10', false],
    ['v1*', 'v1', true],
    ['v1*', 'v1.2', true],
    ['v1*', 'xv1', false],
    ['*', '', true],
    ['*-rc', 'v1-rc', true],
    ['v*-rc*', 'v1-rc.2', true],
    ['a*a', 'a', false],
    ['v.', 'v1', false],
  ])('%s on the tag %s: %s', (pattern, tag, fits) => {
    expect(fitsPattern(tag, pattern)).toBe(fits);
  });
});

describe('how an image runs', () => {
  const image: StoredImage = { repository: 'web', digest, tags: ['latest', 'v2'] };
  const store = { find: () => image };
  const scripted = imageWorld({ tag: 'v2*', behaviour: [{ at: 0, answers: 200 }] });

  test('is decided by the first entry that fits any of its tags', () => {
    const others = [imageWorld({ repository: 'api', runtime: 'process' }), imageWorld({ tag: 'v1*' })];
    expect(chooseImage('web:v2', store, [...others, scripted])).toEqual({
      kind: 'scripted',
      image,
      behaviour: scripted.behaviour,
      entry: scripted,
    });
  });

  test('is not decided by an entry about another digest, or about the scans of one platform', () => {
    const others = [
      imageWorld({ tag: '*', digest: `sha256:${'0'.repeat(64)}` }),
      imageWorld({ tag: '*', platform: 'linux/amd64' }),
    ];
    const own = imageWorld({ tag: '*', digest });
    expect(chooseImage('web:v2', store, [...others, own]).entry).toBe(own);
  });

  test('is decided by the next entry once one has counted as often as it may', () => {
    const flaky = imageWorld({ tag: 'v2', times: 2 });
    const entries = limitedEntries([flaky, scripted]);
    const chosen = [1, 2, 3].map(() => {
      const { entry } = chooseImage('web:v2', store, entries.current());
      entries.used(entry);
      return entry;
    });
    expect(chosen).toEqual([flaky, flaky, scripted]);
  });

  test('is as a process when the world says nothing about it', () => {
    expect(chooseImage('web:v2', store, [])).toEqual({ kind: 'process', image, entry: undefined });
  });
});

describe('the command of a container', () => {
  const config: ImageConfig = {
    env: ['PATH=/usr/bin', 'A=image', 'B=x=y', 'PORT=80'],
    entryPoint: ['node', '--flag'],
    command: ['/app/server.mjs'],
    workingDirectory: '/etc',
    labels: {},
  };
  const host = {
    node: '/host/node',
    path: '/host/bin',
    isFile: (path: string) => path === '/image/app/server.mjs',
  };
  const place = { root: '/image', folder: '/image/etc', port: 4321 };
  const command = (changes = {}) => processCommand(container(changes), config, place, host);

  test('is the image’s, moved into its folder and onto this machine’s node', () => {
    expect(command()).toMatchObject({
      file: '/host/node',
      args: ['--flag', '/image/app/server.mjs'],
      folder: '/image/etc',
    });
  });

  test('takes a command override after the image’s entry point', () => {
    expect(command({ command: ['other.mjs'] })?.args).toEqual(['--flag', 'other.mjs']);
  });

  test('drops the image’s command when the entry point is overridden', () => {
    expect(command({ entryPoint: ['sh', '-c', 'true'] })).toMatchObject({ file: 'sh', args: ['-c', 'true'] });
  });

  test('has the environment of image and container, its port, and only PATH of this machine', () => {
    expect(command({ environment: { A: 'container', HOST: '0.0.0.0' } })?.environment).toEqual({
      A: 'container',
      B: 'x=y',
      PORT: '4321',
      HOST: '127.0.0.1',
      PATH: '/host/bin',
    });
  });

  test('is nothing when nobody says what to run', () => {
    const empty = { ...config, entryPoint: [], command: [] };
    expect(processCommand(container(), empty, place, host)).toBeUndefined();
  });
});

describe('output', () => {
  test('becomes lines wherever it is cut', () => {
    const lines: string[] = [];
    const output = splitLines((line) => lines.push(line));
    for (const chunk of ['on', 'e\r\ntw', 'o\n\nrest']) output.write(chunk);
    expect(lines).toEqual(['one', 'two', '']);
    output.end();
    output.end();
    expect(lines).toEqual(['one', 'two', '', 'rest']);
  });

  test('without a line end is cut at the longest line', () => {
    const lengths: number[] = [];
    const output = splitLines((line) => lengths.push(line.length));
    output.write('x'.repeat(longestLine * 2 + 5));
    output.end();
    expect(lengths).toEqual([longestLine, longestLine, 5]);
  });
});
