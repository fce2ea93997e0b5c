/** Permissions as GitHub compares them: none, read, write, each scope for itself. */
import { documentOf, type Job, type Permissions, type WorkflowFile } from './workflow-files.ts';

type Level = 'none' | 'read' | 'write';
export type Granted = ReadonlyMap<string, Level>;

/** Those that `read-all` and `write-all` stand for. */
const scopes = [
  ...['actions', 'artifact-metadata', 'attestations', 'checks', 'code-quality', 'contents', 'deployments'],
  ...['discussions', 'id-token', 'issues', 'models', 'packages', 'pages', 'pull-requests'],
  ...['repository-projects', 'security-events', 'statuses', 'vulnerability-alerts'],
];

/** Of a repository that has not chosen another default. */
export const defaultPermissions: Permissions = { contents: 'read', packages: 'read' };

/** What a repository may have chosen as its default: a workflow that says nothing may have all of it, and a token never. */
export const mostByDefault: Granted = new Map(
  scopes.map((scope) => [scope, scope === 'id-token' ? 'none' : 'write']),
);

export function grantedBy(permissions: Permissions): Granted {
  if (permissions === 'write-all') return new Map(scopes.map((scope) => [scope, 'write']));
  // There is nothing to read of a token.
  if (permissions === 'read-all')
    return new Map(scopes.map((scope) => [scope, scope === 'id-token' ? 'none' : 'read']));
  return new Map(Object.entries(permissions).map(([scope, level]) => [scope, levelOf(level)]));
}

const levelOf = (text: string): Level => (text === 'write' || text === 'read' ? text : 'none');
const ranks: Readonly<Record<Level, number>> = { none: 0, read: 1, write: 2 };

/** @returns what is asked for and not granted, `id-token: write`. */
export const lacking = (asked: Granted, granted: Granted): readonly string[] =>
  [...asked]
    .filter(([scope, level]) => ranks[level] > ranks[granted.get(scope) ?? 'none'])
    .map(([scope, level]) => `${scope}: ${level}`);

/** In words. */
export function told(granted: Granted): string {
  const given = [...granted].filter(([, level]) => level !== 'none');
  if (given.length === 0) return 'nothing';
  const all = given.map(([scope, level]) => `\`${scope}: ${level}\``);
  return all.length === 1 ? `${all.join('')} alone` : all.join(', ');
}

/** undefined where neither the job nor its file says any. */
export function permissionsOf(file: WorkflowFile, job: Job): Granted | undefined {
  const permissions = job.permissions ?? documentOf(file).permissions;
  return permissions === undefined || permissions === null ? undefined : grantedBy(permissions);
}
