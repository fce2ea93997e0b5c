/**
 * The starters that the repository takes, each with the few words that its owner writes otherwise; everything else in
 * them is as it is shipped.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Consumer } from './consumer.ts';

interface Taken {
  /** File in workflows-templates. */
  readonly starter: string;
  /** Under which name; its own when left out. */
  readonly as?: string;
  /** What is written otherwise. */
  readonly edits?: readonly (readonly [from: string, to: string])[];
}

/** Two environments of one repository: a change of one plans and applies that one alone. */
const pathsOf = (environment: string) =>
  ["'terraform/**'", `'terraform/environments/${environment}/**'`] as const;

const toStaging = ['environment: production', 'environment: staging'] as const;

export const taken: readonly Taken[] = [
  { starter: 'release.yml', edits: [toStaging] },
  {
    starter: 'infrastructure.yml',
    as: 'infrastructure-staging.yml',
    edits: [
      ['name: Infrastructure', 'name: Infrastructure of staging'],
      toStaging,
      ['desired-count=2', 'desired-count=1'],
      pathsOf('staging'),
    ],
  },
  // What production runs comes from staging: no release of its own is started.
  {
    starter: 'infrastructure.yml',
    edits: [
      ['      first-release: release.yml\n      first-release-inputs: desired-count=2\n', ''],
      pathsOf('production'),
    ],
  },
  { starter: 'promote.yml' },
  { starter: 'rollback.yml', edits: [toStaging] },
  { starter: 'rollback.yml', as: 'rollback-production.yml' },
  { starter: 'destroy.yml' },
  {
    starter: 'pull-request.yml',
    edits: [
      ['    # with:', '    with:'],
      ['    #   environment: pull-request # to have the image scanned', '      environment: pull-request'],
    ],
  },
];

/** @param root of the checkout. @throws Error where a starter no longer has what is edited in it */
export async function takeStarters(root: string, consumer: Pick<Consumer, 'write'>): Promise<void> {
  for (const { starter, as = starter, edits = [] } of taken) {
    const file = join(root, 'workflows-templates', starter);
    if (!existsSync(file)) throw new Error(`There is no starter ${starter}.`);
    const text = (await readFile(file, 'utf8')).replaceAll('$default-branch', 'main');
    await consumer.write(`.github/workflows/${as}`, edited(text, edits, starter));
  }
}

const edited = (text: string, edits: Required<Taken>['edits'], starter: string): string =>
  edits.reduce((before, [from, to]) => {
    const after = before.replaceAll(from, to);
    if (after === before) throw new Error(`The starter ${starter} has no \`${from}\` to edit.`);
    return after;
  }, text);
