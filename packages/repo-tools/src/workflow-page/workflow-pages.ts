/**
 * The page of each callable workflow, docs/workflows/‹name›.md, and the table of all of them in .github/workflows. What
 * stands between markers follows from the workflows; the words around it are by hand.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GeneratedFile } from '../generated-file.ts';
import { cell, replaceBetween, table } from '../readme-tables.ts';
import { filesBelow } from '../repository.ts';
import { allJobs, type Callables } from './all-jobs.ts';
import { readCallable, type CallableWorkflow } from './callable-workflow.ts';
import { callerPart, inputsPart, outputsPart, permissionsPart, secretsPart } from './contract-parts.ts';
import { diagramPart, jobsPart, variablesPart } from './job-parts.ts';
import { neededPermissions } from './needed-permissions.ts';

const folder = '.github/workflows';

/** Those that can be called, by the name of their file. */
export function callableWorkflows(repository: string): Callables {
  return new Map(
    filesBelow(join(repository, folder))
      .filter((file) => /\.ya?ml$/.test(file))
      .flatMap((file) => {
        const workflow = readCallable(file, readFileSync(join(repository, folder, file), 'utf8'));
        return workflow === undefined ? [] : [[file, workflow] as const];
      }),
  );
}

export const pathOfPage = (file: string): string => `docs/workflows/${file.replace(/\.ya?ml$/, '.md')}`;

/** @throws Error when the page or one of its markers is missing. */
export function workflowPage(repository: string, file: string, callables: Callables): GeneratedFile {
  const path = pathOfPage(file);
  const workflow = callables.get(file);
  if (workflow === undefined) throw new Error(`${file} is no callable workflow.`);
  return { path, content: withWorkflowParts(path, pageOf(repository, path), workflow, callables) };
}

export function withWorkflowParts(
  path: string,
  page: string,
  workflow: CallableWorkflow,
  callables: Callables,
): string {
  const jobs = allJobs(workflow, callables);
  const permissions = neededPermissions(jobs);
  const parts = {
    caller: callerPart(workflow, permissions),
    diagram: diagramPart(jobs),
    jobs: jobsPart(jobs),
    inputs: inputsPart(workflow),
    secrets: secretsPart(workflow),
    outputs: outputsPart(workflow),
    permissions: permissionsPart(permissions),
    variables: variablesPart(jobs),
  };
  return Object.entries(parts).reduce(
    (text, [marker, body]) => replaceBetween(path, text, marker, body),
    page,
  );
}

/** The table of all callable workflows. */
export function workflowIndex(repository: string, callables: Callables): GeneratedFile {
  const path = `${folder}/README.md`;
  const rows = [...callables].map(([file, workflow]) => [
    `[${file}](../../${pathOfPage(file)})`,
    cell(firstParagraph(pathOfPage(file), pageOf(repository, pathOfPage(file)))),
    neededPermissions(allJobs(workflow, callables))
      .map(({ scope, level }) => `\`${scope}: ${level}\``)
      .join(', '),
  ]);
  const body = table(['workflow', 'does', 'permissions it needs'], rows).join('\n');
  return { path, content: replaceBetween(path, pageOf(repository, path), 'workflows', body) };
}

function firstParagraph(path: string, page: string): string {
  const [, paragraph] = /^# .+\n\n((?:.+\n)+)/.exec(page) ?? [];
  if (paragraph === undefined) throw new Error(`${path} has to begin with a title and a paragraph.`);
  return paragraph.replace(/\]\((?!https:)[^)]*\)/g, ']').replaceAll(/[[\]]/g, '');
}

function pageOf(repository: string, path: string): string {
  if (!existsSync(join(repository, path))) throw new Error(`${path} is missing.`);
  return readFileSync(join(repository, path), 'utf8');
}
