/**
 * What a step says before it fails arrives, however short it is: of a script, and of an action.
 * @needs act
 */
import { expect, test } from '@jest/globals';
import { makeCaller } from './caller.ts';

const times = Array.from({ length: 15 }, (_, at) => String(at));
const step = (keys: string): string => `      - { continue-on-error: true, ${keys} }\n`;

test('fifteen times each', async () => {
  await using caller = makeCaller({
    '.github/workflows/fail.yml': `on: push
jobs:
  script:
    runs-on: ubuntu-latest
    steps:
${times.map((at) => step(`run: 'echo "::error::${at}"; exit 1'`)).join('')}  action:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
${times.map((at) => step(`uses: ./failing, with: { why: '${at}' }`)).join('')}`,
    'failing/action.yml': 'name: x\ninputs: { why: {} }\nruns: { using: node24, main: main.cjs }\n',
    'failing/main.cjs': 'console.log(`::error::${process.env.INPUT_WHY}`); process.exit(1);',
  });
  const [run] = await (await caller.open()).push();
  const told = (name: string): readonly string[] =>
    (run?.annotations ?? []).filter(({ job }) => job === name).map(({ message }) => message);
  expect(told('script')).toEqual(times);
  expect(told('action')).toEqual(times);
}, 120_000);
