import { describe, expect, test } from '@jest/globals';
import { readingOf, statuses } from '../src/looking/scan-status.ts';

describe('scan statuses', () => {
  test.each([
    ['COMPLETE', 'read', undefined],
    ['ACTIVE', 'read', undefined],
    ['PENDING', 'wait', undefined],
    ['IN_PROGRESS', 'wait', undefined],
    ['FAILED', 'gap', 'unscannable'],
    ['UNSUPPORTED_IMAGE', 'gap', 'unscannable'],
    ['SCAN_ELIGIBILITY_EXPIRED', 'gap', 'unscannable'],
    ['FINDINGS_UNAVAILABLE', 'gap', 'unscannable'],
    ['LIMIT_EXCEEDED', 'gap', 'unscannable'],
    ['IMAGE_ARCHIVED', 'gap', 'archived'],
    ['SOMETHING_NEW', 'gap', 'unscannable'],
  ])('%s means %s %s', (status, kind, gap) => {
    const reading = readingOf(status, undefined);
    expect(reading.kind).toBe(kind);
    expect(reading.kind === 'gap' ? reading.gap : undefined).toBe(gap);
  });

  test('are ten', () => {
    expect(Object.keys(statuses)).toHaveLength(10);
  });

  test('carry what ECR says about them, on one line', () => {
    expect(readingOf('FAILED', 'no\n::error::OS.')).toEqual({
      kind: 'gap',
      gap: 'unscannable',
      reason: 'the scan failed (no ::error::OS)',
      hint: 'Run it again, push the image anew, or decide with `on-unscannable` what this means here.',
    });
    expect(readingOf('FAILED', 'The scan failed.')).toMatchObject({ reason: 'the scan failed' });
    expect(readingOf('NEW\u001b[31m', undefined)).toMatchObject({
      reason: 'ECR answered NEW, a status that Slipway does not know',
    });
  });
});
