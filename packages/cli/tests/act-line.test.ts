/** What act tells with --json, as a person sees it. */
import { expect, test } from '@jest/globals';
import { shownLines } from '../src/act/line.ts';

const shown = (
  { job, msg, isOutput = false }: { job: string; msg: string; isOutput?: boolean },
  isVerbose = false,
): readonly string[] => shownLines({ job, msg, isOutput }, isVerbose);
const job = 'release/deploy';

test('what a step prints stays as it is, behind the job', () => {
  expect(shown({ job, msg: 'Registered web:2.\n', isOutput: true })).toEqual([
    '[release/deploy]   | Registered web:2.',
  ]);
});

test('a script is named by its first line', () => {
  expect(shown({ job, msg: '⭐ Run Main rm -rf x\ncp a b' })).toEqual([
    '[release/deploy] ⭐ Run Main rm -rf x …',
  ]);
});

test('of a summary the title is told', () => {
  const msg = '  ⚙  Summary - ## ✅ web in <code>local</code>&#58; succeeded\n\n| a | b |';
  expect(shown({ job, msg })).toEqual([
    '[release/deploy]   📄  On the page of the run: ✅ web in local: succeeded',
  ]);
});

test('an annotation is read as GitHub shows it', () => {
  const msg = '  ❗  ::error title=deploy%3A tasks-keep-dying::web:2 died.%0AWho acts: the application team.';
  expect(shown({ job, msg })).toEqual([
    '[release/deploy]   ❗  deploy: tasks-keep-dying: web:2 died.',
    '[release/deploy]      Who acts: the application team.',
  ]);
  const placed = '  ❗  ::error title=a%3A b%2C c,file=.github/workflows/x.yml,line=28::Add it.';
  expect(shown({ job, msg: placed })).toEqual([
    '[release/deploy]   ❗  a: b, c, .github/workflows/x.yml:28: Add it.',
  ]);
  expect(shown({ job, msg: '  🚧  ::warning title=a,file=x.yml::Add it.' })).toEqual([
    '[release/deploy]   🚧  a, x.yml: Add it.',
  ]);
});

test('how act keeps house is left out, unless --verbose asks for it', () => {
  const msg = 'LocalRepositoryCache matched https://github.com/a/b with ref v1 to /tmp/x';
  expect(shown({ job, msg })).toEqual([]);
  expect(shown({ job, msg }, true)).toEqual([`[release/deploy] ${msg}`]);
});

test('what jobs print does not steer the terminal, and no summary is too odd', () => {
  expect(shown({ job, msg: 'a\u001b[2J\u001b]0;b\u0007c', isOutput: true })).toEqual([
    '[release/deploy]   | a]0;bc',
  ]);
  expect(shown({ job, msg: '  ⚙  Summary - # a&#99999999;&#27;b' })).toEqual([
    '[release/deploy]   📄  On the page of the run: a&#99999999; b',
  ]);
  const msg = '  ❗  ::error title=a::b\u001b[31m%0Ac';
  expect(shown({ job, msg })).toEqual(['[release/deploy]   ❗  a: b', '[release/deploy]      c']);
});
