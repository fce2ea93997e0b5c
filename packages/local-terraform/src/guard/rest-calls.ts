/** What a request to S3 or Route 53 asks for: they say it by method, path and query. Pure. */
import type { WireRequest } from './call.ts';
import { storageCall, type Read } from './storage-calls.ts';

/** @throws Error for a request that is not understood */
export function restCall(service: 's3' | 'route53', request: WireRequest): Read {
  const url = new URL(request.url, 'http://127.0.0.1');
  const read = service === 's3' ? storageCall(request, url) : namesCall(request, url);
  if (read === undefined) throw new Error(`The guard does not know ${request.method} ${request.url}.`);
  return read;
}

const zone = String.raw`/hostedzone/(?<id>[^/]+)`;

const names: readonly (readonly [method: string, path: RegExp, operation: string])[] = [
  ['POST', /^\/hostedzone$/, 'CreateHostedZone'],
  ['GET', new RegExp(`^${zone}$`), 'GetHostedZone'],
  ['DELETE', new RegExp(`^${zone}$`), 'DeleteHostedZone'],
  ['POST', new RegExp(`^${zone}$`), 'UpdateHostedZoneComment'],
  ['GET', new RegExp(`^${zone}/rrset$`), 'ListResourceRecordSets'],
  ['POST', new RegExp(`^${zone}/rrset/?$`), 'ChangeResourceRecordSets'],
  ['GET', /^\/change\/(?<change>.+)$/, 'GetChange'],
  ['GET', new RegExp(`^/tags${zone}$`), 'ListTagsForResource'],
  ['POST', new RegExp(`^/tags${zone}$`), 'ChangeTagsForResource'],
];

/** Where in a listing it begins, and how long it is. */
const listing: ReadonlySet<string> = new Set(['identifier', 'maxitems', 'name', 'type']);

function namesCall({ method, body }: WireRequest, { pathname, searchParams }: URL): Read | undefined {
  if ([...searchParams.keys()].some((name) => !listing.has(name))) return undefined;
  const path = pathname.replace(/^\/2013-04-01/, '');
  for (const [wanted, pattern, operation] of names) {
    const found = wanted === method ? pattern.exec(path) : null;
    if (found !== null) return { operation, input: { ...found.groups, body } };
  }
  return undefined;
}
