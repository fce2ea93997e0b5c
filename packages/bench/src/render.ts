/**
 * Our render action and a peer's on the same task definitions, in turns: which of the mistakes each finds, and whether
 * it refuses one that ECS would take. A mistake is found when the step is red; by ours, when an error names its rule.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isList, isObject, type JsonObject } from '@slipway/documents/value';
import { runAction, type ActionRun } from '@slipway/local-runner/run-action';
import { root } from '@slipway/repo-tools/repository';
import { aligned } from '@slipway/repo-tools/tables';
import { parseTemplate } from '@slipway/task-definition/reading/read';
import { median } from './percentile.ts';
import { corpusFigures } from './render-corpus.ts';
import { checkingFigure } from './render-in-process.ts';
import { startDenying } from './start.ts';

const documents = join(root, 'packages/task-definition/tests/documents');

/** A task definition and what each action made of it. */
interface Trial {
  readonly file: string;
  /** The rule that it breaks; undefined for one that ECS takes. */
  readonly rule: string | undefined;
  readonly runs: readonly ActionRun[];
}

interface Contender {
  readonly name: string;
  readonly folder: string;
  readonly inputs: (path: string, content: Uint8Array) => Promise<Readonly<Record<string, string>>>;
  readonly found: (run: ActionRun, rule: string) => boolean;
}

export async function renderFigures(flags: readonly string[]): Promise<readonly string[]> {
  const { values } = parseArgs({
    args: [...flags],
    options: { peer: { type: 'string' }, corpus: { type: 'string' }, only: { type: 'string', default: '' } },
  });
  if (values.corpus !== undefined) return corpusFigures(resolve(values.corpus));
  const contenders = values.peer === undefined ? [ours] : [ours, peer(resolve(values.peer))];
  const trials = await play(contenders, values.only);
  return [...report(contenders, trials), '', await checkingFigure(join(documents, 'valid/fargate-web.json'))];
}

const isRed = (run: ActionRun): boolean => run.conclusion !== 'success';

const ours: Contender = {
  name: 'render-task-def',
  folder: join(root, 'actions/render-task-def'),
  inputs: async (path) => ({ 'task-definition': path, 'output-file': 'rendered.json' }),
  found: (run, rule) => isRed(run) && run.annotations.some(({ properties }) => properties.title === rule),
};

/** It insists on a container and an image: it gets those that are there, so that it has nothing to mend. */
const peer = (folder: string): Contender => ({
  name: 'peer',
  folder,
  inputs: async (path, content) => {
    const { name, image } = await containerIn(path, content);
    return { 'task-definition': path, 'container-name': name, image };
  },
  found: isRed,
});

async function containerIn(
  path: string,
  content: Uint8Array,
): Promise<{ readonly name: string; readonly image: string }> {
  const { document } = await parseTemplate(content, path);
  const containers = isList(document.containerDefinitions)
    ? document.containerDefinitions.filter(isObject)
    : [];
  const has = ({ name, image }: JsonObject): boolean => typeof name === 'string' && typeof image === 'string';
  const { name, image } = containers.find(has) ?? containers[0] ?? {};
  return {
    name: typeof name === 'string' ? name : 'web',
    image: typeof image === 'string' ? image : 'web:1',
  };
}

async function play(contenders: readonly Contender[], only: string): Promise<readonly Trial[]> {
  const workspace = await mkdtemp(join(tmpdir(), 'slipway-bench-'));
  // Nobody answers for images: what a registry knows of them is not compared here.
  const denying = await startDenying();
  const env = {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'nothing-but-an-example',
    AWS_ENDPOINT_URL: denying.url,
  };
  try {
    const trials: Trial[] = [];
    for (const { file, rule, content } of await filesToTry(only)) {
      await writeFile(join(workspace, file), content);
      const runs: ActionRun[] = [];
      for (const { folder, inputs } of contenders)
        runs.push(await runAction({ action: folder, inputs: await inputs(file, content), env, workspace }));
      trials.push({ file, rule, runs });
    }
    return trials;
  } finally {
    denying.close();
    await rm(workspace, { recursive: true, force: true });
  }
}

/** A mistake's file is called for its rule: `fargate-cpu.2.json` breaks `fargate-cpu`. */
async function filesToTry(
  only: string,
): Promise<
  readonly { readonly file: string; readonly rule: string | undefined; readonly content: Buffer }[]
> {
  const folders = ['valid', 'mistakes'];
  const all = await Promise.all(
    folders.map(async (folder) =>
      Promise.all(
        (await readdir(join(documents, folder)))
          .filter((file) => file.includes(only))
          .map(async (file) => ({
            file,
            rule: folder === 'mistakes' ? file.replace(/(?:\.\d+)?\.\w+$/, '') : undefined,
            content: await readFile(join(documents, folder, file)),
          })),
      ),
    ),
  );
  return all.flat();
}

function report(contenders: readonly Contender[], trials: readonly Trial[]): readonly string[] {
  const mistakes = trials.filter(({ rule }) => rule !== undefined);
  const valid = trials.filter(({ rule }) => rule === undefined);
  const rows = contenders.map(({ name, found }, at) => {
    const missed = missedBy(found, at, mistakes);
    const refused = valid.filter(({ runs }) => isRedAt(runs, at));
    return [
      name,
      `${String(mistakes.length - missed.length)} of ${String(mistakes.length)}`,
      `${String(refused.length)} of ${String(valid.length)}`,
      timeOf(trials, at).toFixed(0),
    ];
  });
  return [
    `Task definitions with one mistake each, and such that ECS takes, under Node ${process.versions.node}:`,
    'the unmodified bundles, run as the runner does, in turns, with nothing to change.',
    '',
    ...aligned([['action', 'mistakes found', 'refused wrongly', 'median ms a run'], ...rows]),
    ...(contenders.length < 2
      ? []
      : [`Ratio of the medians: ${(timeOf(trials, 0) / timeOf(trials, 1)).toFixed(2)}`]),
    ...contenders.flatMap(({ name, found }, at) => [
      '',
      ...list(
        `${name} does not find:`,
        missedBy(found, at, mistakes).map(({ file }) => file),
      ),
      ...list(
        `${name} refuses wrongly:`,
        valid.filter(({ runs }) => isRedAt(runs, at)).map(({ file }) => file),
      ),
      ...list(`${name} says:`, wordsOf(mistakes, at)),
    ]),
  ];
}

const isRedAt = (runs: readonly ActionRun[], at: number): boolean => {
  const run = runs[at];
  return run === undefined || isRed(run);
};

const missedBy = (found: Contender['found'], at: number, mistakes: readonly Trial[]): readonly Trial[] =>
  mistakes.filter(({ runs, rule }) => {
    const run = runs[at];
    return run === undefined || rule === undefined || !found(run, rule);
  });

const timeOf = (trials: readonly Trial[], at: number): number =>
  median(trials.flatMap(({ runs }) => runs[at]?.startToEndMs ?? []));

/** The first error of each run that was red. */
const wordsOf = (trials: readonly Trial[], at: number): readonly string[] =>
  trials.flatMap(({ file, runs }) => {
    const [error] = (runs[at]?.annotations ?? []).filter(({ level }) => level === 'error');
    return error === undefined ? [] : [`${file}: ${error.message.slice(0, 160)}`];
  });

const mostShown = 6;

const list = (head: string, items: readonly string[]): readonly string[] => {
  const more = items.length > mostShown ? [`and ${String(items.length - mostShown)} more`] : [];
  return items.length === 0
    ? []
    : [head, ...[...items.slice(0, mostShown), ...more].map((item) => `  ${item}`)];
};
