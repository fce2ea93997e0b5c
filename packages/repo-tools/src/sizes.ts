/** The bytes of each dist, every chunk counted, against the goals of the product. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { actionFolders, root } from './repository.ts';
import { aligned } from './tables.ts';

/** Megabytes of 1,000,000 bytes. */
const goals: Readonly<Record<string, number>> = {
  'set-repo-variables': 0.9,
  'dispatch-workflow': 0.9,
  'build-push-ecr': 1.3,
  'render-task-def': 1.5,
  'scan-image': 1.75,
  'deploy-ecs-with-rollback': 1.75,
};

/** What loads before the first line: the entry without the chunks that are imported when needed. */
const startGoal = 1.3;

export interface DistSize {
  readonly name: string;
  /** Bytes of all JavaScript. */
  readonly all: number;
  /** Bytes of index.js. */
  readonly start: number;
}

export function distSize(folder: string, name: string): DistSize {
  const scripts = readdirSync(folder).filter((file) => file.endsWith('.js'));
  const bytes = (file: string): number => statSync(join(folder, file)).size;
  return { name, all: scripts.reduce((sum, file) => sum + bytes(file), 0), start: bytes('index.js') };
}

/** The table as lines. */
export function sizesTable(repository: string = root): readonly string[] {
  const rows = actionFolders(repository).map((name) => {
    const folder = join(repository, 'actions', name, 'dist');
    if (!existsSync(join(folder, 'index.js'))) return [name, 'not built', '', '', ''];
    const { all, start } = distSize(folder, name);
    const goal = goals[name] ?? 0;
    const isReached = all <= goal * 1e6 && start <= startGoal * 1e6;
    return [name, megabytes(all), `≤ ${String(goal)}`, megabytes(start), isReached ? 'reached' : 'MISSED'];
  });
  return aligned([
    ['action', 'all chunks, MB', 'goal', `at start, MB (≤ ${String(startGoal)})`, ''],
    ...rows,
  ]);
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(3);
