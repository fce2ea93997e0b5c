/**
 * actionlint over a copy for GitHub Enterprise Server, as it stands: there is nothing in it that needs to be written
 * otherwise first.
 * @needs actionlint
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { pathsOf } from '../../../../tools/real-parts.mjs';
import { writeCopy } from '../../src/enterprise-server/write-copy.ts';
import { root } from '../../src/repository.ts';
import { lint } from '../../src/workflows/actionlint.ts';

const [actionlint = ''] = pathsOf(root, 'actionlint');

test('finds nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-server-'));
  try {
    const files = await writeCopy(root, folder, { repository: 'platform/slipway', ref: 'v1' });
    const workflows = files.map(({ path }) => path).filter((path) => !path.endsWith('/action.yml'));
    expect(workflows.length).toBeGreaterThan(10);
    // The scripts are looked at where they are written.
    expect(lint(folder, workflows, { actionlint, shellcheck: undefined })).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
