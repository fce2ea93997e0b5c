import { describe, expect, test } from '@jest/globals';
import {
  block,
  bold,
  code,
  details,
  heading,
  join,
  link,
  list,
  message,
  paragraph,
  sentence,
  table,
  text,
  withinLimit,
} from '../src/markdown.ts';

/** What a browser shows of escaped text: entities decoded. */
const shown = (markdown: string): string =>
  markdown.replace(/&#(\d+);/g, (_, point: string) => String.fromCodePoint(Number(point)));

describe('text from outside stays text', () => {
  test.each([
    ['<img src=x onerror=alert(1)>'],
    ['</details><script>x</script>'],
    ['[click](https://evil.example)'],
    ['![pixel](https://evil.example/p.png)'],
    ['https://evil.example'],
    ['see www.evil.example, WWW.evil.example or ftp://evil.example'],
    ['HTTP://evil.example'],
    ['a | b'],
    ['`code` ``` fence'],
    ['# heading'],
    ['- list + 1.'],
    ['**bold** _it_ ~~gone~~'],
    ['@team please look at #12'],
    ['&lt; &amp;'],
    ['$x^2$'],
    ['back\\slash'],
  ])('%s', (given) => {
    const { markdown } = text(given);
    expect(markdown).not.toMatch(/[<>[\]`|*_~@$\\!]|https?:|ftp:|www\.|&(?!#\d+;)/i);
    expect(markdown.replace(/&#\d+;/g, '')).not.toContain('#');
    expect(shown(markdown)).toBe(given);
  });

  test('on one line, so that it ends no table row and starts no block', () => {
    expect(text('a\n\n# b\r\nc').markdown).toBe('a &#35; b c');
    expect(text('  a  \n \n  b \n').markdown).toBe('  a b ');
  });
});

describe('parts', () => {
  test.each([
    ['bold', bold('a<b'), '<b>a&#60;b</b>'],
    ['code', code('a`b'), '<code>a&#96;b</code>'],
    [
      'a link',
      link('the run', 'https://github.com/a/b?x=1&y=2'),
      '<a href="https://github.com/a/b?x=1&amp;y=2">the run</a>',
    ],
    ['a sentence', sentence('web', bold(':'), '42'), 'web<b>:</b>42'],
    ['a paragraph', paragraph('x'), 'x\n\n'],
    ['a heading', heading('x', 3), '### x\n\n'],
    ['a list', list(['a', bold('b')]), '- a\n- <b>b</b>\n\n'],
    ['a table', table(['a', 'b'], [['1', '2|3']]), '| a | b |\n| --- | --- |\n| 1 | 2&#124;3 |\n\n'],
    ['details', details('a<b', text('x')), '<details><summary>a&#60;b</summary>\n\nx</details>\n\n'],
    ['what is joined', join(text('a'), text('b')), 'ab'],
  ])('%s', (_, { markdown }, expected) => {
    expect(markdown).toBe(expected);
  });

  test.each([
    'javascript:alert(1)',
    'https://x"onmouseover=',
    'https://x y',
    'data:text/html,x',
    'https://x<y',
  ])('a link to %s is text', (url) => {
    expect(link('label', url).markdown).not.toContain('<a');
  });

  test('a fence is longer than any inside, so nothing gets out of a block', () => {
    expect(block('a\n````\n<b>\n```', 'json').markdown).toBe('`````json\na\n````\n<b>\n```\n`````\n\n');
  });

  test('a block has no terminal escapes', () => {
    expect(block('\u001b[31mred\u001b[0m').markdown).toBe('```\nred\n```\n\n');
  });
});

describe('a summary that is larger than GitHub takes', () => {
  test('is cut with a word about it, between characters', () => {
    const cut = withinLimit({ markdown: '船'.repeat(400_000) });
    expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(1024 * 1024);
    expect(cut).toMatch(
      /船\n\n<b>Cut here: GitHub takes 1 MiB of summary a step\. The log has the rest\.<\/b>\n$/,
    );
    expect(cut).not.toContain('\uFFFD');
  });

  test('stays as it is up to the limit', () => {
    const markdown = 'x'.repeat(1024 * 1024);
    expect(withinLimit({ markdown })).toBe(markdown);
  });
});

test.each([
  [
    '`image` in container `web`: write `a<b>`.',
    '<code>image</code> in container <code>web</code>: write <code>a&#60;b&#62;</code>.',
  ],
  ['one ` mark alone is text', 'one &#96; mark alone is text'],
  ['none', 'none'],
])('what stands between backticks in a message is code: %s', (value, markdown) => {
  expect(message(value).markdown).toBe(markdown);
});
