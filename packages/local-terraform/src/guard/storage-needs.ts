/** The rights behind calls to S3: on a bucket or on objects in it, and on the key that these are encrypted with. */
import { text, type Call } from './call.ts';
import { need, type Needs } from './need.ts';

export const storageNeeds: Needs = async (call, facts) => {
  const { operation, input } = call;
  const bucket = text(input, 'bucket');
  const { keys } = input as { readonly keys?: readonly string[] };
  const resources = keys?.map((key) => `${bucket}/${key}`) ?? [bucket];
  const key =
    keyUses[operation] !== undefined && input.method !== 'HEAD' ? await facts.bucketKey(bucket) : '';
  return [
    ...resources.map((resource) => need(`s3:${operation}`, `arn:aws:s3:::${resource}`)),
    ...(key ? [usingKey(call, key)] : []),
  ];
};

const keyUses: Readonly<Record<string, string>> = {
  GetObject: 'kms:Decrypt',
  PutObject: 'kms:GenerateDataKey',
};

const usingKey = ({ operation, region, account }: Call, key: string): ReturnType<typeof need> =>
  need(
    keyUses[operation] ?? '',
    key.startsWith('arn:') ? key : `arn:aws:kms:${region}:${account}:key/${key}`,
    { 'kms:viaservice': [`s3.${region}.amazonaws.com`] },
  );
