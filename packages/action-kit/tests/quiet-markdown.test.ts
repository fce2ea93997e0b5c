import { expect, test } from '@jest/globals';
import { code, join, link, text } from '../src/markdown.ts';
import { quietMarkdown } from '../src/quiet-markdown.ts';

test.each([
  ['a person', '@team/all', '&#64;&#8203;team/all'],
  ['an issue', 'see #12', 'see &#35;&#8203;12'],
  ['an issue of another repository', 'a/b#12', 'a/b&#35;&#8203;12'],
  ['an issue in letters', 'GH-12', 'GH-&#8203;12'],
  ['a page without a scheme', 'www.example.com', 'www&#46;example.com'],
])('%s is text', (_, value, quiet) => {
  expect(quietMarkdown(text(value))).toBe(quiet);
});

test('code stays as it can be copied', () => {
  expect(quietMarkdown(join(text('@a '), code('@types/node'), text(' #1')))).toBe(
    '&#64;&#8203;a <code>&#64;types/node</code> &#35;&#8203;1',
  );
});

test('the address of a link stays', () => {
  expect(quietMarkdown(link('x', 'https://www.example.com/GH-1'))).toBe(
    '<a href="https://www.example.com/GH-1">x</a>',
  );
});
