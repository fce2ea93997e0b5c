/** A mistake in a list is told at its own item. */
import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '@slipway/documents/value';
import { check } from '../../../src/checking/check.ts';
import { image, mistakes } from './broken.ts';

describe('what is wrong in a list is told at its item, whatever stands before it', () => {
  const added = (add: JsonObject[string]): readonly string[] =>
    mistakes({
      containerDefinitions: [{ name: 'web', image, linuxParameters: { capabilities: { add } } }],
    }).map(({ rule, path }) => `${rule} ${String(path.at(-1))}`);

  test.each<[JsonObject[string], readonly string[]]>([
    [
      [5, 'SYS_PTRACE', 'FOO', 'SYS_ADMN'],
      ['wrong-type 0', 'unknown-capability 2', 'unknown-capability 3'],
    ],
    [
      ['FOO', null],
      ['unknown-capability 0', 'wrong-type 1'],
    ],
  ])('%j', (add, told) => {
    expect(added(add)).toEqual(told);
  });

  test('and a command with a part that is no text is no other command', () => {
    const told = check({
      family: 'web',
      memory: '1024',
      containerDefinitions: [{ name: 'web', image, healthCheck: { command: [5, 'true'] } }],
    }).map(({ rule }) => rule);
    expect(told).not.toContain('health-check-command');
    expect(told).toContain('wrong-type');
  });
});
