/** What a request to S3 or Route 53 asks for: they say it by method, path and query. Pure. */
import type { Call, WireRequest } from './call.ts';

type Read = Pick<Call, 'operation' | 'input'>;

/** @throws Error for a request that is not understood */
export function restCall(service: 's3' | 'route53', request: WireRequest): Read {
  const url = new URL(request.url, 'http://127.0.0.1');
  const read = service === 's3' ? storageCall(request, url) : namesCall(request, url);
  if (read === undefined) throw new Error(`The guard does not know ${request.method} ${request.url}.`);
  return read;
}

/** Settings of a bucket: as the query has them, and as IAM calls them. */
const settings: Readonly<Record<string, string>> = {
  accelerate: 'AccelerateConfiguration',
  acl: 'BucketAcl',
  cors: 'BucketCORS',
  encryption: 'EncryptionConfiguration',
  lifecycle: 'LifecycleConfiguration',
  logging: 'BucketLogging',
  'object-lock': 'BucketObjectLockConfiguration',
  ownershipControls: 'BucketOwnershipControls',
  policy: 'BucketPolicy',
  publicAccessBlock: 'BucketPublicAccessBlock',
  replication: 'ReplicationConfiguration',
  requestPayment: 'BucketRequestPayment',
  tagging: 'BucketTagging',
  versioning: 'BucketVersioning',
  website: 'BucketWebsite',
};

const ofBucket: Readonly<Record<string, string>> = {
  GET: 'ListBucket',
  HEAD: 'ListBucket',
  PUT: 'CreateBucket',
  DELETE: 'DeleteBucket',
};

const ofObject: Readonly<Record<string, string>> = {
  GET: 'GetObject',
  HEAD: 'GetObject',
  PUT: 'PutObject',
  DELETE: 'DeleteObject',
};

/** The operation is what IAM calls the action: S3 itself calls many otherwise. */
function storageCall({ method, body }: WireRequest, { pathname, searchParams }: URL): Read | undefined {
  const [, bucket = '', key = ''] = /^\/([^/]+)\/?(.*)$/.exec(decodeURIComponent(pathname)) ?? [];
  const named = (operation: string | undefined, input: object): Read | undefined =>
    operation === undefined ? undefined : { operation, input: { method, bucket, ...input } };
  if (method === 'POST' && searchParams.has('delete')) {
    const keys = [...body.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, each]) => each);
    return named(body.includes('<VersionId>') ? 'DeleteObjectVersion' : 'DeleteObject', { keys });
  }
  if (key !== '') {
    const version = searchParams.has('versionId') ? 'Version' : '';
    const operation = ofObject[method];
    return named(operation && `${operation}${version}`, { keys: [key] });
  }
  if (searchParams.has('versions')) return named('ListBucketVersions', {});
  const [setting] = [...searchParams.keys()].flatMap((name) => settings[name] ?? []);
  return setting === undefined
    ? named(ofBucket[method], {})
    : named(`${verbOf(method, setting)}${setting}`, {});
}

/** To take a setting away is to put none, except for a policy. */
const verbOf = (method: string, setting: string): string =>
  method === 'GET' ? 'Get' : method === 'DELETE' && setting === 'BucketPolicy' ? 'Delete' : 'Put';

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

function namesCall({ method, body }: WireRequest, { pathname }: URL): Read | undefined {
  const path = pathname.replace(/^\/2013-04-01/, '');
  for (const [wanted, pattern, operation] of names) {
    const found = wanted === method ? pattern.exec(path) : null;
    if (found !== null) return { operation, input: { ...found.groups, body } };
  }
  return undefined;
}
