/**
 * What a request to S3 asks for. Its query says whether the bucket is meant, a setting of it or an object: what is not
 * known there makes another operation of the same path, and is not read as the plain one. Pure.
 */
import type { Call, WireRequest } from './call.ts';

export type Read = Pick<Call, 'operation' | 'input'>;

/** Settings of a bucket: as the query has them, and as IAM calls them. */
const settings: Readonly<Record<string, string>> = {
  accelerate: 'AccelerateConfiguration',
  acl: 'BucketAcl',
  cors: 'BucketCORS',
  encryption: 'EncryptionConfiguration',
  lifecycle: 'LifecycleConfiguration',
  location: 'BucketLocation',
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

/** What the SDK may write into every query. */
const always: ReadonlySet<string> = new Set(['x-id']);

/** What makes no other operation of a listing. */
const ofListings: ReadonlySet<string> = new Set([
  ...['continuation-token', 'delimiter', 'encoding-type', 'fetch-owner', 'key-marker', 'list-type'],
  ...['marker', 'max-keys', 'prefix', 'start-after', 'version-id-marker'],
]);

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

/**
 * The operation is what IAM calls the action: S3 itself calls many otherwise.
 *
 * @returns undefined for a request that is not understood
 */
export function storageCall(
  { method, body }: WireRequest,
  { pathname, searchParams }: URL,
): Read | undefined {
  const [, bucket = '', key = ''] = /^\/([^/]+)\/?(.*)$/.exec(decodeURIComponent(pathname)) ?? [];
  const query = [...searchParams.keys()].filter((name) => !always.has(name));
  const named = (operation: string | undefined, input: object = {}): Read | undefined =>
    operation === undefined || bucket === '' ? undefined : { operation, input: { method, bucket, ...input } };
  if (key !== '') return named(objectOperation(method, query), { keys: [key] });
  if (method !== 'POST') return named(bucketOperation(method, query));
  if (query.join() !== 'delete') return undefined;
  const keys = [...body.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, each]) => each);
  return named(body.includes('<VersionId>') ? 'DeleteObjectVersion' : 'DeleteObject', { keys });
}

function objectOperation(method: string, query: readonly string[]): string | undefined {
  const operation = ofObject[method];
  if (query.length === 0 || operation === undefined) return operation;
  return query.join() === 'versionId' && method !== 'PUT' ? `${operation}Version` : undefined;
}

function bucketOperation(method: string, query: readonly string[]): string | undefined {
  const isListed = method === 'GET' || method === 'HEAD';
  const [kind, ...others] = query.filter((name) => !(isListed && ofListings.has(name)));
  if (kind === undefined) return ofBucket[method];
  if (others.length > 0) return undefined;
  if (kind === 'versions') return method === 'GET' ? 'ListBucketVersions' : undefined;
  const [setting, verb] = [settings[kind], verbs[method]];
  if (setting === undefined || verb === undefined) return undefined;
  // To take a setting away is to put none, except for a policy.
  return method === 'DELETE' && setting === 'BucketPolicy' ? 'DeleteBucketPolicy' : `${verb}${setting}`;
}

const verbs: Readonly<Record<string, string>> = { GET: 'Get', PUT: 'Put', DELETE: 'Put' };
