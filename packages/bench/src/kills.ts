/**
 * Our bundle killed after each of its calls in turn, and at each changing call before it was answered; then run again.
 * Every one has to come to the right end, with no revision and no deployment beside those that it takes.
 */
import { parseArgs } from 'node:util';
import { inParallel } from '@slipway/repo-tools/in-parallel';
import { aligned } from '@slipway/repo-tools/tables';
import type { KillPoint } from '@slipway/test-kit/kill-point';
import { killAndRunAgain, type KilledRun } from '@slipway/test-kit/killed-run';
import { serves, type Standing } from '@slipway/test-kit/standing';

const images = ['good', 'crashing'] as const;
type Image = (typeof images)[number];

export async function killsFigures(flags: readonly string[]): Promise<readonly string[]> {
  const { values } = parseArgs({
    args: [...flags],
    options: { 'at-once': { type: 'string', default: '4' } },
  });
  const atOnce = Number(values['at-once']);
  const lines: string[] = [];
  for (const image of images) lines.push(...(await figuresOf(image, atOnce)), '');
  return lines;
}

async function figuresOf(image: Image, atOnce: number): Promise<readonly string[]> {
  const whole = await killAndRunAgain(image, { kind: 'after', calls: Infinity });
  const points = pointsOf(whole.done);
  const runs = await inParallel(atOnce, points, async (point) => ({
    point,
    run: await killAndRunAgain(image, point),
  }));
  const rows = runs.map(({ point, run }) => rowOf(image, point, run));
  const wrong = rows.filter((row) => row.at(-1) !== 'right').length;
  return [
    `A deployment whose image is ${image === 'good' ? 'good' : 'broken'} makes ${String(whole.done.length)} calls:`,
    ...aligned([
      ['killed', 'first run left', 'second run', 'serves', 'revisions', 'deployments', ''],
      ...rows,
    ]),
    `wrong ends: ${String(wrong)} of ${String(rows.length)} (goal: 0)`,
  ];
}

const isChanging = (operation: string): boolean => /^(Register|Update|Stop|Deregister)/.test(operation);

function pointsOf(done: readonly string[]): readonly KillPoint[] {
  const lost = [...new Set(done.filter(isChanging))];
  return [
    ...done.map((_, at): KillPoint => ({ kind: 'after', calls: at })),
    ...lost.map((operation): KillPoint => ({ kind: 'unanswered', operation })),
  ];
}

function rowOf(image: Image, point: KillPoint, run: KilledRun): readonly string[] {
  const { after, second, revisions } = run;
  return [
    wordsOf(point, run.done),
    standingWords(run.between),
    second.outputs.outcome ?? `no outcome, exit ${String(second.exitCode)}`,
    after.asked,
    String(revisions - 1),
    [after.tested, ...after.later].flatMap((each) => each?.status ?? []).join(' '),
    mistakeIn(image, run) ?? 'right',
  ];
}

function wordsOf(point: KillPoint, done: readonly string[]): string {
  if (point.kind !== 'after') return `${point.kind} ${point.operation}`;
  return point.calls === 0
    ? 'before its first call'
    : `after call ${String(point.calls)}, ${done.at(-1) ?? ''}`;
}

const standingWords = ({ tested, later, asked }: Standing): string =>
  tested === undefined ? 'nothing' : `${asked}, ${[tested, ...later].map(({ status }) => status).join(' ')}`;

/** What the second run left that it should not have; undefined when all is right. */
function mistakeIn(image: Image, { after, second, revisions, between }: KilledRun): string | undefined {
  const { outcome = 'none' } = second.outputs;
  const deployments = [after.tested, ...after.later].filter((each) => each !== undefined);
  if (deployments.some(({ finishedAt }) => finishedAt === undefined)) return 'WRONG: a deployment goes on';
  if (image === 'good') {
    if (!serves(after, 'web:2')) return 'WRONG: web:2 does not serve';
    if (outcome !== 'succeeded' && outcome !== 'unchanged') return 'WRONG: outcome';
    if (revisions !== 2) return 'WRONG: a stray revision';
    return deployments.length === 1 ? undefined : 'WRONG: a stray deployment';
  }
  if (!serves(after, 'web:1')) return 'WRONG: web:1 does not serve';
  if (outcome !== 'rolled-back') return 'WRONG: outcome';
  // Where the first run had been put back already, a second try is a deployment of its own.
  const tries = between.tested?.rollback === undefined ? 1 : 2;
  if (revisions > 2) return 'WRONG: a stray revision';
  return deployments.length <= tries ? undefined : 'WRONG: a stray deployment';
}
