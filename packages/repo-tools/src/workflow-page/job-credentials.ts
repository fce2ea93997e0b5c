/**
 * The table of the threat model: which credentials each job of the callable workflows has, and what runs beside them. It is
 * generated because whoever has to say yes to it reads nothing else, and a job that was forgotten there is one that nobody
 * said yes to.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GeneratedFile } from '../generated-file.ts';
import { replaceBetween, table } from '../readme-tables.ts';
import { actionOf, record, type Node } from '../workflow-nodes.ts';
import type { Callables } from './all-jobs.ts';
import type { WorkflowJob } from './callable-workflow.ts';

const path = 'docs/threat-model.md';

export function threatModel(repository: string, callables: Callables): GeneratedFile {
  const page = readFileSync(join(repository, path), 'utf8');
  return { path, content: replaceBetween(path, page, 'credentials', credentialsPart(callables)) };
}

/** Jobs with the same credentials, beside which the same runs, are one row. */
export function credentialsPart(callables: Callables): string {
  const rows = new Map<string, readonly string[]>();
  for (const [file, { jobs }] of callables)
    for (const job of jobs.filter(({ uses }) => uses === undefined)) {
      const key = `${credentialsOf(job)}\n${running(job)}`;
      rows.set(key, [...(rows.get(key) ?? []), `\`${file}\` ${job.name}`]);
    }
  const cells = [...rows].map(([key, jobs]) => [jobs.join(', '), ...key.split('\n')]);
  const header = ['job', 'credentials', 'what runs beside them'];
  return table(
    header,
    cells.toSorted((one, other) => rank(one) - rank(other)),
  ).join('\n');
}

/** Those without any come first. */
const rank = ([, credentials = '']: readonly string[]): number => (credentials.startsWith(none) ? 0 : 1);

const none = 'none';

function credentialsOf({ steps, permissions }: WorkflowJob): string {
  const text = JSON.stringify(steps);
  const roles = rolesOf(steps).map((role) => `\`${role}\``);
  const writes = permissions.filter(({ scope, level }) => level === 'write' && scope !== 'id-token');
  const held = [...roles, ...secretsIn(text), ...writes.map(tokenWith)];
  return held.length > 0 ? held.join(', ') : ownToken(permissions);
}

type Permission = WorkflowJob['permissions'][number];

/** Where there is nothing else, what this one may do is all that a step could take. */
const ownToken = (permissions: readonly Permission[]): string =>
  permissions.length === 0 ? none : `${none} of AWS; ${permissions.map(tokenWith).join(', ')}`;

const tokenWith = ({ scope, level }: Permission): string =>
  `the token of the job with \`${scope}: ${level}\``;

export const rolesOf = (steps: readonly Node[]): readonly string[] =>
  distinct(
    steps.flatMap((step) => {
      const role = record(step.with)['role-to-assume'];
      return typeof role === 'string' ? [...role.matchAll(/vars\.(\w+)/g)].map(([, name = '']) => name) : [];
    }),
  );

/** A job that only asks whether there is one never gets it. */
function secretsIn(text: string): readonly string[] {
  const readings = [...text.matchAll(/\bsecrets\.(\w+)( != '')?/g)];
  const read = distinct(readings.flatMap(([, name = '', isAsked]) => (isAsked === undefined ? [name] : [])));
  const asked = distinct(readings.map(([, name = '']) => name)).filter((name) => !read.includes(name));
  return [...read.map((name) => `\`${name}\``), ...asked.map((name) => `whether there is a \`${name}\``)];
}

/** What an action of others brings along, where its name does not say so. */
const brought: Readonly<Record<string, string>> = {
  'actions/checkout': 'checkout of the repository',
  'docker/setup-buildx-action': 'buildkit, and the Dockerfile of the repository',
  'hashicorp/setup-terraform': 'Terraform with its providers, and `terraform/stack` of the repository',
};

function running({ steps }: WorkflowJob): string {
  const others = steps.flatMap((step) => {
    const name = foreignAction(step);
    return name === undefined ? [] : [brought[name] ?? name];
  });
  const ours = distinct(steps.flatMap((step) => actionOf(step) ?? []));
  const scripts = steps.some(({ run }) => run !== undefined) ? ['a script'] : [];
  const own = [...ours, ...scripts].join(', ');
  return [...distinct(others), ...(own === '' ? [] : [`ours: ${own}`])].join('; ');
}

/** `owner/name`; undefined of a step that runs none of others. */
export const foreignAction = (step: Node): string | undefined =>
  typeof step.uses === 'string' && actionOf(step) === undefined ? step.uses.split('@')[0] : undefined;

const distinct = <T>(all: readonly T[]): readonly T[] => [...new Set(all)];
