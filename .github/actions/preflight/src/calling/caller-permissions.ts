/**
 * What a workflow file that calls one of Slipway's grants, against what that needs. A file of its own, because GitHub
 * says nothing of it: where a caller grants less, the whole run is a start-up failure, without a job and without a log.
 */
import { isObject, type Json, type JsonObject } from '@slipway/documents/value';
import { TextError, type ReadText } from '@slipway/documents/text-error';
import { readYaml } from '@slipway/documents/yaml';
import { neededPermissions, type Access } from './needed-permissions.ts';

export interface CallerProblem {
  /** Of the job, counts from 1. */
  readonly line: number;
  /** The three together are sentences: *what: why. hint* */
  readonly what: string;
  readonly why: string;
  readonly hint: string;
}

type Words = Omit<CallerProblem, 'line'>;

type Permissions = Readonly<Record<string, Access>>;

/** @param text of a workflow file; of what is no YAML GitHub says itself what is wrong. */
export function callerProblems(text: string): readonly CallerProblem[] {
  const read = documentOf(text);
  if (read === undefined || !isObject(read.value)) return [];
  const { jobs, permissions } = read.value;
  return Object.entries(isObject(jobs) ? jobs : {}).flatMap(([name, job]) => {
    const words = isObject(job) ? problemOf(name, job, permissions) : undefined;
    return words === undefined ? [] : [{ line: read.places(['jobs', name]).line, ...words }];
  });
}

function documentOf(text: string): ReadText | undefined {
  try {
    return readYaml(text);
  } catch (error) {
    if (error instanceof TextError) return undefined;
    throw error;
  }
}

function problemOf(name: string, job: JsonObject, ofWorkflow: Json | undefined): Words | undefined {
  const called = calledWorkflow(job.uses);
  if (called === undefined) return undefined;
  const needed = neededPermissions[called] ?? {};
  // Those of a job stand in place of those of its workflow, and are not added to them.
  const granted = job.permissions ?? ofWorkflow;
  const missing = entries(needed).filter(([scope, access]) => !isGranted(granted, scope, access));
  if (missing.length === 0) return undefined;
  const lacks = missing.map(inCode).join(' and ');
  return {
    what: `The job \`${name}\` calls ${called} without ${lacks}`,
    why: 'GitHub would refuse the whole run as a start-up failure, without a log',
    hint: remedy(job, missing, needed),
  };
}

/** The file name of the workflow of ours that a job calls from another repository. */
export function calledWorkflow(uses: Json | undefined): string | undefined {
  if (typeof uses !== 'string') return undefined;
  const [, name] = /^[^/]+\/slipway\/\.github\/workflows\/([^/@]+)@/.exec(uses) ?? [];
  return name !== undefined && Object.hasOwn(neededPermissions, name) ? name : undefined;
}

/** What nothing grants: GitHub gives reading of the repository to a job of which nothing says otherwise, never a token. */
function isGranted(granted: Json | undefined, scope: string, access: Access): boolean {
  if (granted === undefined) return scope === 'contents' && access === 'read';
  if (granted === 'write-all') return true;
  if (granted === 'read-all') return access === 'read';
  const has = isObject(granted) ? granted[scope] : undefined;
  return has === 'write' || has === access;
}

function remedy(job: JsonObject, missing: readonly Entry[], needed: Permissions): string {
  if (isObject(job.permissions) && Object.keys(job.permissions).length > 0)
    return `Add ${missing.map(inCode).join(' and ')} to its \`permissions\`.`;
  const all = entries(needed).map(([scope, access]) => `${scope}: ${access}`);
  return `Write under the job: \`permissions: { ${all.join(', ')} }\`.`;
}

type Entry = readonly [scope: string, access: Access];

const entries = (permissions: Permissions): readonly Entry[] => Object.entries(permissions);

const inCode = ([scope, access]: Entry): string => `\`${scope}: ${access}\``;
