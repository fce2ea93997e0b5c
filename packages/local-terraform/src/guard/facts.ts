/** What conditions look at and no request tells: tags, boundaries and keys of what stands in moto, asked as its owner. */

export interface Facts {
  /** Of a part of a network, by its id. */
  networkTags(id: string): Promise<Tags>;
  certificateTags(arn: string): Promise<Tags>;
  /** The ids in the answer that describes a part of a network: of a route table by the id of an association. */
  idsBehind(operation: string, filter: string, value: string, member: string): Promise<readonly string[]>;
  /** The role as IAM has it. */
  role(name: string): Promise<{ readonly arn: string | undefined; readonly boundary: string | undefined }>;
  /** The key that a bucket encrypts with; undefined for S3's own. */
  bucketKey(bucket: string): Promise<string | undefined>;
}

export type Tags = readonly (readonly [key: string, value: string])[];

/** @param endpoint of moto. */
export function factsOf(endpoint: string, region: string): Facts {
  const ask = async (service: string, { path = '/', ...init }: Question): Promise<string> => {
    // moto tells by the scope of the signature which service is asked.
    const authorization = `AWS4-HMAC-SHA256 Credential=local/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
    const headers = { authorization, ...init.headers };
    return (await fetch(`${endpoint}${path}`, { ...init, headers })).text();
  };
  const query = (service: string, members: Readonly<Record<string, string>>): Promise<string> =>
    ask(service, { method: 'POST', body: new URLSearchParams(members) });
  const filtered = (Action: string, name: string, value: string): Promise<string> =>
    query('ec2', { Action, Version: '2016-11-15', 'Filter.1.Name': name, 'Filter.1.Value.1': value });
  return {
    networkTags: async (id) =>
      [...(await filtered('DescribeTags', 'resource-id', id)).matchAll(tag)].map(
        ([, key = '', value = '']) => [key, value],
      ),
    certificateTags: async (CertificateArn) => {
      const headers = {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': 'CertificateManager.ListTagsForCertificate',
      };
      const told = await ask('acm', { method: 'POST', headers, body: JSON.stringify({ CertificateArn }) });
      const { Tags = [] } = JSON.parse(told) as { readonly Tags?: readonly JsonTag[] };
      return Tags.map(({ Key, Value = '' }) => [Key, Value]);
    },
    idsBehind: async (operation, filter, value, member) =>
      valuesOf(await filtered(operation, filter, value), member),
    role: async (RoleName) => {
      const told = await query('iam', { Action: 'GetRole', Version: '2010-05-08', RoleName });
      return {
        arn: valuesOf(told, 'Arn')[0],
        boundary: valuesOf(told, 'PermissionsBoundaryArn')[0],
      };
    },
    bucketKey: async (bucket) => {
      const told = await ask('s3', { path: `/${bucket}?encryption` });
      return valuesOf(told, 'KMSMasterKeyID')[0];
    },
  };
}

interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | URLSearchParams;
  readonly path?: string;
}

interface JsonTag {
  readonly Key: string;
  readonly Value?: string;
}

const tag = /<item>.*?<key>([^<]*)<\/key>.*?<value>([^<]*)<\/value>.*?<\/item>/gs;

const valuesOf = (xml: string, member: string): readonly string[] => [
  ...new Set([...xml.matchAll(new RegExp(`<${member}>([^<]+)</${member}>`, 'g'))].map(([, id = '']) => id)),
];
