/** tags/list: in alphabetical order, in pages when the client asks for `n`. */
import { unsupported } from './answers.ts';
import type { Exchange } from './exchange.ts';

export function answerTags({ method, query, registry, response, require, ...rest }: Exchange): void {
  if (method !== 'GET') throw unsupported();
  require('ListImages');
  const repository = registry.repositories.seen(rest.repository);
  const after = query.get('last') ?? '';
  const all = [...repository.tags.keys()].sort().filter((tag) => tag > after);
  const count = Number(query.get('n') ?? all.length);
  const tags = all.slice(0, count);
  const last = tags.at(-1);
  if (last !== undefined && tags.length < all.length) {
    const next = new URLSearchParams({ n: String(count), last });
    response.setHeader('link', `</v2/${repository.name}/tags/list?${next.toString()}>; rel="next"`);
  }
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ name: repository.name, tags }));
}
