/**
 * The stage that act is started on: a temporary folder with the copy of the repository, Slipway as its workflows name it,
 * and the programs that come first on the PATH; removed when it is closed.
 */
import { mkdir, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { publish, slipway } from '@slipway/local-workflows/published';
import { copyRepository } from '@slipway/local-workflows/repository/copy';
import type { TokenGrants } from '@slipway/local-workflows/repository/rewrite-files';
import { localRef } from '@slipway/local-workflows/rewriting/own-references';
import type { RunnableFile } from '@slipway/local-workflows/rewriting/runnable-by-act';
import { patientPrograms } from '@slipway/local-workflows/running/patient-programs';
import { platformsOf } from '@slipway/local-workflows/running/platforms';
import { makeRunFolder } from '@slipway/local-workflows/run-folders';
import { foldersFor, standInsFor } from '@slipway/local-workflows/stand-ins';
import type { Repository } from '../repository/facts.ts';
import { orFailure } from '../repository/unusable.ts';
import { writeHome } from './home.ts';
import { isStoodInFor, writePrograms, type Builder } from './programs.ts';

export interface Stage {
  /** The copy that act runs in. */
  readonly folder: string;
  /** How many files of the repository are in it. */
  readonly files: number;
  /** Folders that come first on the PATH: with patient programs, node, and docker where a stand-in is one. */
  readonly programs: readonly string[];
  /** HOME of act and its jobs. */
  readonly home: string;
  /** A folder for each run: for its artifacts, and what else it is told by files. */
  readonly runs: string;
  /** `owner/name/path` → each workflow and action as act reads it. */
  readonly texts: ReadonlyMap<string, string>;
  /** `owner/name@ref` → folder. */
  readonly repositories: Readonly<Record<string, string>>;
  /** Labels in `runs-on` that are this machine. */
  readonly labels: readonly string[];
  close(): Promise<void>;
}

export interface StageOptions {
  readonly repository: Repository;
  /** Has the actions and workflows of Slipway, as its package and a checkout of it have them. */
  readonly slipwayFolder: string;
  readonly builder: Builder;
  /** Whether the callers of a workflow give it `id-token: write`. */
  readonly isGrantedToken?: TokenGrants | undefined;
  /** The person's environment. */
  readonly shell: Readonly<Record<string, string | undefined>>;
}

export async function openStage(options: StageOptions): Promise<Stage> {
  const { repository, slipwayFolder, builder, shell, isGrantedToken } = options;
  await using opened = new AsyncDisposableStack();
  const top = await makeRunFolder();
  opened.defer(() => rm(top, { recursive: true, force: true }));
  const at = (name: string): string => join(top, name);
  const folder = at('repository');
  const copied = copyRepository({
    ...{ from: repository.folder, to: folder, repository: repository.name },
    ...{ ref: `refs/heads/${repository.branch}`, isGrantedToken },
  });
  const { count, files: own } = await orFailure(copied);
  const used = own.flatMap(({ references }) => references);
  const ref = used.find((each) => each.repository === slipway)?.ref ?? localRef;
  const published = await publish({
    from: slipwayFolder,
    to: at('slipway'),
    ref: `refs/tags/${ref}`,
    isGrantedToken,
  });
  const references = [...used, ...published.flatMap((file) => file.references)];
  const here = { [slipway]: at('slipway'), [repository.name]: folder };
  const standIns = standInsFor(references.filter(({ repository: name }) => isStoodInFor(name, builder)));
  const repositories = { ...standIns, ...foldersFor(references, here) };
  await mkdir(at('runs'));
  await writeHome(at('home'), builder, shell);
  const behind = await writePrograms(at('programs'), builder);
  const patient = await patientPrograms(top, [...behind, shell.PATH ?? ''].join(delimiter));
  const programs = [patient, ...behind];
  const open = opened.move();
  return {
    ...{ folder, files: count, repositories, programs, home: at('home'), runs: at('runs') },
    texts: new Map([...textsOf(slipway, published), ...textsOf(repository.name, own)]),
    labels: platformsOf([...own, ...published].map(({ text }) => text)),
    close: () => open.disposeAsync(),
  };
}

const textsOf = (repository: string, files: readonly RunnableFile[]) =>
  files.map(({ path, text }) => [`${repository}/${path}`, text] as const);
