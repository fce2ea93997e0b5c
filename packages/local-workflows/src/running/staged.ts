/** What act runs of a run: the caller's repository and Slipway, both written for act, and a folder for all that they name. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tokenGrants } from '../checking/token-grants.ts';
import type { WorkflowFile } from '../checking/workflow-files.ts';
import { publish, publishedWorkflows, slipway, workflowFolder } from '../published.ts';
import { copyRepository } from '../repository/copy.ts';
import { workflowFilesOf } from '../repository/files.ts';
import { takenBack } from '../rewriting/edits.ts';
import { localRef } from '../rewriting/own-references.ts';
import type { RunnableFile } from '../rewriting/runnable-by-act.ts';
import { foldersFor, standInsFor } from '../stand-ins.ts';
import type { WorkflowRun } from './workflow-run.ts';

export interface Staged {
  /** Of the caller's repository. */
  readonly copy: string;
  /** `owner/name@ref` → the folder that is taken for it. */
  readonly repositories: Readonly<Record<string, string>>;
  /** By `owner/name/path`, as act reads them. */
  readonly texts: ReadonlyMap<string, string>;
  /** As published. */
  readonly files: ReadonlyMap<string, WorkflowFile>;
}

/** @param folder of the run. */
export async function stageRun(run: WorkflowRun, folder: string): Promise<Staged> {
  const { caller, event } = run;
  const [copy, published] = [join(folder, 'caller'), join(folder, 'slipway')];
  const isGrantedToken = await tokenGrantsOf(run);
  const { files: own } = await copyRepository({
    ...{ from: caller.folder, to: copy, repository: caller.repository },
    ...{ ref: event.ref, isGrantedToken },
  });
  const ref = `refs/heads/${localRef}`;
  const ours = await publish({ from: run.slipway, to: published, ref, isGrantedToken });
  const here = { [slipway]: published, [caller.repository]: copy };
  const all = [
    ...(await changed(run, { repository: slipway, folder: published, files: ours })),
    ...(await changed(run, { repository: caller.repository, folder: copy, files: own })),
  ];
  const references = [...own, ...ours].flatMap((file) => file.references);
  return {
    copy,
    texts: new Map(all.map(({ name, text }) => [name, text])),
    files: new Map(all.map(({ name, file }) => [name, file])),
    repositories: { ...standInsFor(references), ...run.repositories, ...foldersFor(references, here) },
  };
}

async function tokenGrantsOf(run: WorkflowRun): Promise<ReturnType<typeof tokenGrants>> {
  const { caller, workflow } = run;
  const own = await workflowFilesOf(caller.folder, caller.repository);
  const first = own.find(({ path }) => path === `${workflowFolder}/${workflow}`);
  const files = [...own, ...(await publishedWorkflows(run.slipway))];
  return first === undefined ? () => false : tokenGrants(first, files);
}

interface Written {
  readonly repository: string;
  readonly folder: string;
  readonly files: readonly RunnableFile[];
}

/** What is otherwise in them, this time, is written as well. */
const changed = ({ change }: WorkflowRun, { repository, folder, files }: Written) =>
  Promise.all(
    files.map(async ({ path, text, edits }) => {
      const name = `${repository}/${path}`;
      const now = change?.(name, text) ?? text;
      if (now !== text) await writeFile(join(folder, path), now);
      return { name, text: now, file: { repository, path, text: takenBack(text, edits) } };
    }),
  );
