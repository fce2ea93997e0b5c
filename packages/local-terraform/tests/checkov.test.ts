/**
 * checkov finds nothing in modules and stacks but what the code says why of.
 *
 * @needs checkov
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { pathOfPart } from '@slipway/test-kit/real-parts';
import { run } from '../src/programs.ts';

const root = resolve(import.meta.dirname, '../../..');

interface Report {
  readonly results: {
    readonly failed_checks: readonly {
      readonly check_id: string;
      readonly resource: string;
      readonly file_path: string;
    }[];
  };
  readonly summary: { readonly passed: number; readonly failed: number; readonly parsing_errors: number };
}

test('no check fails', async () => {
  const words = [
    '--directory',
    'terraform',
    '--framework',
    'terraform',
    '--output',
    'json',
    '--quiet',
    '--skip-download',
  ];
  const { printed } = await run(pathOfPart('checkov'), words, { cwd: root, env: { LOG_LEVEL: 'ERROR' } });
  const { results, summary } = JSON.parse(printed.slice(printed.indexOf('{'))) as Report;
  const failed = results.failed_checks.map((each) => `${each.check_id} ${each.file_path} ${each.resource}`);
  expect(failed).toEqual([]);
  expect(summary).toMatchObject({ failed: 0, parsing_errors: 0 });
  expect(summary.passed).toBeGreaterThan(100);
}, 300_000);

test('whatever is passed over is passed over for a reason', () => {
  const files = readdirSync(join(root, 'terraform'), { recursive: true, encoding: 'utf8' });
  const skips = files
    .filter((file) => file.endsWith('.tf'))
    .flatMap(
      (file) => readFileSync(join(root, 'terraform', file), 'utf8').match(/#\s*checkov:skip=.*/g) ?? [],
    );
  expect(skips.length).toBeGreaterThan(0);
  expect(skips.filter((skip) => !/checkov:skip=CKV2?_[A-Z]+_\d+:.{15,}/.test(skip))).toEqual([]);
});
