/** Image references as people and task definitions write them: `registry/repository:tag@digest`. */
import { isDigest } from './digest.ts';

export interface Reference {
  /** `host` or `host:port`; undefined when the reference begins with the repository. */
  readonly registry: string | undefined;
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** 1–128 characters; the first is no dot and no dash. */
export const tagPattern = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;

const repositoryPattern =
  /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;

/** undefined when the text is not a reference. */
export function parseReference(text: string): Reference | undefined {
  const [name = '', digest, ...more] = text.split('@');
  if (more.length > 0 || (digest !== undefined && !isDigest(digest))) return undefined;
  const { registry, rest } = splitRegistry(name);
  const [repository = '', tag, ...colons] = rest.split(':');
  if (colons.length > 0 || !repositoryPattern.test(repository)) return undefined;
  if (tag !== undefined && !tagPattern.test(tag)) return undefined;
  return { registry, repository, tag, digest };
}

/** The first part is a registry when it looks like a host: a dot, a port, or `localhost`. */
function splitRegistry(name: string): { registry: string | undefined; rest: string } {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(0, slash));
  const isHost = /[.:]/.test(first) || first === 'localhost';
  return isHost ? { registry: first, rest: name.slice(slash + 1) } : { registry: undefined, rest: name };
}

/** Where a registry answers: https, but http on the loopback interface. */
export function registryUrl(host: string): string {
  return `${isLoopback(host) ? 'http' : 'https'}://${host}`;
}

/** @param host with or without a port. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/:\d+$/, '');
  return name === 'localhost' || name === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(name);
}
