/** The workflow files of a folder, declared to the local GitHub as they stand at each event. */
import { basename } from 'node:path';
import type { WorkflowHandler } from '@slipway/local-github/workflows/handlers';
import { declarationsOf } from './events/triggers.ts';
import type { LocalRepositoryOptions } from './local-options.ts';
import { performing, type Performing } from './performing.ts';
import { workflowFolder } from './published.ts';
import { workflowFilesOf } from './repository/files.ts';

/** What the files say now. One that is gone keeps its id, and is not there on any branch. */
export async function declareAll(
  parts: Performing,
  handlers: Record<string, WorkflowHandler>,
): Promise<void> {
  const { branch } = await parts.place();
  const files = new Map(await workflowsOf(parts.options));
  const others = parts.options.github?.handlers ?? {};
  for (const [file, handler] of Object.entries(handlers))
    if (!files.has(file) && !Object.hasOwn(others, file))
      handlers[file] = { ...handler, at: { [branch]: false } };
  for (const [file, text] of files)
    if (!Object.hasOwn(others, file))
      handlers[file] = { ...declarationsOf(text), cancelTakes: false, perform: performing(parts, file) };
}

/** @returns file name and text. @throws Error with what to do where there is none */
export async function workflowsOf({
  folder,
  repository,
}: LocalRepositoryOptions): Promise<readonly (readonly [string, string])[]> {
  const files = await workflowFilesOf(folder, repository);
  if (files.length === 0)
    throw new Error(
      `${folder} has no workflow: lay one into ${workflowFolder}, such as a starter of Slipway.`,
    );
  return files.map(({ path, text }) => [basename(path), text]);
}
