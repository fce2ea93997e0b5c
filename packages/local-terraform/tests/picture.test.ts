/** The pictures of terraform/README.md, and its table of modules, tell what the code of the stacks and modules says. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { moduleNames, stackNames } from '../src/modules.ts';
import { pictureProblems, readPictures, type Code } from '../src/picture.ts';

const terraform = resolve(import.meta.dirname, '../../../terraform');
const page = readFileSync(join(terraform, 'README.md'), 'utf8');

/** Examples and tests of a module are in folders of their own, and left out. */
const textOf = (folder: string): string =>
  readdirSync(join(terraform, folder))
    .filter((file) => file.endsWith('.tf'))
    .map((file) => readFileSync(join(terraform, folder, file), 'utf8'))
    .join('\n');

const root = resolve(terraform, '..');
const code: Code = {
  modules: Object.fromEntries(moduleNames(root).map((name) => [name, textOf(`modules/${name}`)])),
  stacks: Object.fromEntries(stackNames(root).map((name) => [name, textOf(`stacks/${name}`)])),
};

test('they tell what the code says', () => {
  const picture = readPictures(page);
  expect(pictureProblems(picture, code)).toEqual([]);
  expect(picture.boxes.length).toBeGreaterThan(15);
  expect(picture.arrows.filter(({ output }) => output !== undefined).length).toBeGreaterThan(8);
});

test('the table of modules has each of them, and the stacks that use it', () => {
  const rows = [...page.matchAll(/^\| \[([a-z-]+)\]\(modules\/\1\) \|.*\| ([a-z, ]+) \|$/gm)];
  const told = rows.map(([, name = '', stacks = '']) => `${name}: ${stacks.split(', ').sort().join(', ')}`);
  const used = moduleNames(root).map((name) => {
    const source = new RegExp(`source *= "\\.\\./\\.\\./modules/${name}"`);
    const stacks = Object.entries(code.stacks).filter(([, text]) => source.test(text));
    return `${name}: ${stacks
      .map(([stack]) => stack)
      .sort()
      .join(', ')}`;
  });
  expect(told.sort()).toEqual(used.sort());
});

describe('it is told', () => {
  const problems = (from: string | RegExp, to: string): readonly string[] => {
    const changed = page.replace(from, to);
    expect(changed).not.toBe(page);
    return pictureProblems(readPictures(changed), code);
  };

  test.each([
    ['a box of no module', 'waf:aws_wafv2_web_acl', 'wall:x', 'The box acl names no module: wall:x.'],
    [
      'a resource that its module does not make',
      'network:aws_nat_gateway',
      'network:aws_vpn_gateway',
      'The box nat names aws_vpn_gateway, which network does not make.',
    ],
    [
      'a resource that the stack does not make',
      'platform:aws_sns_topic',
      'platform:aws_sqs_queue',
      'The box topic names aws_sqs_queue, which platform does not make.',
    ],
    ['a module that is left out', /^ {4}trail\[.*\n/m, '', 'The module audit is not in the picture.'],
    ['a module that a stack calls', /^ {4}cluster\[.*\n/m, '', 'The stack platform calls cluster.'],
    [
      'a module that a stack does not call',
      /^ {4}trail\[/m,
      '    more["alarms:aws_cloudwatch_dashboard"]\n    trail[',
      'The stack bootstrap does not call alarms.',
    ],
    ['an arrow to nowhere', '--> internet', '--> nowhere', 'An arrow leads to nowhere, which is no box.'],
    [
      'a value that is not handed on',
      '-. listener_arn .->',
      '-. log_bucket .->',
      'platform:aws_ssm_parameter takes no log_bucket of load-balancer:aws_lb.',
    ],
    [
      'a value that goes the other way',
      'balancer -. arn .-> acl',
      'acl -. arn .-> balancer',
      'load-balancer:aws_lb takes no arn of waf:aws_wafv2_web_acl.',
    ],
  ])('%s', (_, from, to, problem) => {
    expect(problems(from, to)).toContain(problem);
  });

  test('a line that is not read', () => {
    expect(() => readPictures(page.replace('people -->|HTTPS| balancer', 'people ==> balancer'))).toThrow(
      new Error('Not read: people ==> balancer'),
    );
  });
});
