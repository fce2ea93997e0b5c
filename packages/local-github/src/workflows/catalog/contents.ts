/** The files of workflows by the contents API: as base64 in JSON, or as they are. There are no other files. */
import { createHash } from 'node:crypto';
import type { ApiAnswer, ApiRequest, Route } from '../../answer.ts';
import { Refusal } from '../../refusal.ts';
import { textAt } from './catalog.ts';
import { fileText } from './workflow-text.ts';
import type { WorkflowWorld } from '../world.ts';

const folder = '.github/workflows/';

export function contentsRoute(world: WorkflowWorld): Route {
  return {
    method: 'GET',
    path: /^\/contents\/(.+)$/,
    needs: [{ contents: 'read' }],
    answer: (request, [path = '']) => contents(world, request, path),
  };
}

function contents(world: WorkflowWorld, { query, accept }: ApiRequest, path: string): ApiAnswer {
  const asked = query.get('ref') ?? world.defaultBranch;
  const ref = refNamed(world, asked);
  if (ref === undefined) throw new Refusal(404, `No commit found for the ref ${asked}`);
  const text = textOf(world, path, ref);
  if (text === undefined) throw new Refusal(404, 'Not Found');
  if (/application\/vnd\.github\.(?:v3\.)?raw/.test(accept))
    return {
      status: 200,
      body: Buffer.from(text),
      headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' },
    };
  return { status: 200, body: shownFile(world, path, asked, text) };
}

/** Branch, tag or commit. */
function refNamed({ refs, shaOf }: WorkflowWorld, asked: string): string | undefined {
  const short = asked.replace(/^refs\/(?:heads|tags)\//, '');
  return refs.find((ref) => ref === short || shaOf(ref) === asked);
}

function textOf({ handlers }: WorkflowWorld, path: string, ref: string): string | undefined {
  const file = path.startsWith(folder) ? path.slice(folder.length) : '';
  const handler = Object.hasOwn(handlers, file) ? handlers[file] : undefined;
  const text = handler === undefined ? undefined : textAt(handler, ref);
  return text === undefined ? undefined : fileText(text);
}

function shownFile({ url, repository }: WorkflowWorld, path: string, ref: string, text: string): object {
  const bytes = Buffer.from(text);
  const sha = createHash('sha1')
    .update(`blob ${String(bytes.length)}\0`)
    .update(bytes)
    .digest('hex');
  const api = `${url()}/repos/${repository}`;
  const self = `${api}/contents/${path}?ref=${encodeURIComponent(ref)}`;
  const git = `${api}/git/blobs/${sha}`;
  const html = `${url()}/${repository}/blob/${ref}/${path}`;
  return {
    type: 'file',
    encoding: 'base64',
    ...{ name: path.slice(path.lastIndexOf('/') + 1), path, sha, size: bytes.length },
    content: inLines(bytes.toString('base64')),
    ...{ url: self, git_url: git, html_url: html },
    download_url: `${url()}/${repository}/raw/${ref}/${path}`,
    _links: { self, git, html },
  };
}

/** As GitHub breaks it. */
const inLines = (base64: string): string => base64.replace(/.{1,60}/g, '$&\n');
