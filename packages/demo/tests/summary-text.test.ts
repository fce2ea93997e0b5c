import { expect, test } from '@jest/globals';
import { bold, code, details, heading, join, link, paragraph, table } from '@slipway/action-kit/markdown';
import { summaryText } from '../src/summary-text.ts';

test('a summary is shown without its marks, its tables in columns', () => {
  const { markdown } = join(
    heading('❌ Scan of web'),
    paragraph(bold('1 critical (0 allowed)'), ' in ', code('a|b')),
    table(['Id', 'Package'], [[link('CVE-1', 'https://example.test/?a=1&b=2'), code('open_ssl')]]),
    details('1 scan', paragraph('<nothing>')),
  );
  expect(summaryText(markdown)).toEqual([
    '❌ Scan of web',
    '',
    '1 critical (0 allowed) in a|b',
    '',
    '  Id     Package',
    '  CVE-1  open_ssl',
    '',
    '▸ 1 scan',
    '',
    '<nothing>',
    '',
  ]);
});
