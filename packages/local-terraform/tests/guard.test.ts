/** What the guard in front of moto makes of calls: the rights that IAM asks for, and a refusal where a role lacks one. */
import { createServer } from 'node:http';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Judged } from '@slipway/local-aws/iam/identities';
import { type WireRequest } from '../src/guard/call.ts';
import { callOf, scopeOf } from '../src/guard/calls.ts';
import type { Facts } from '../src/guard/facts.ts';
import { startGuard, type Guard } from '../src/guard/guard.ts';
import { needsOf } from '../src/guard/needs.ts';
import { policyOf } from '../src/guard/policies.ts';

const account = '123456789012';
const boundary = `arn:aws:iam::${account}:policy/slipway/slipway-boundary`;

const facts: Facts = {
  networkTags: (id) => Promise.resolve([['slipway:environment', `of ${id}`]]),
  certificateTags: () => Promise.resolve([]),
  idsBehind: () => Promise.resolve(['rtb-1']),
  role: (name) => Promise.resolve({ arn: `arn:aws:iam::${account}:role/slipway/${name}`, boundary }),
  bucketKey: () => Promise.resolve('k1'),
};

const signed = (service: string): WireRequest['headers'] => ({
  authorization: `AWS4-HMAC-SHA256 Credential=planner/20260101/eu-west-1/${service}/aws4_request, SignedHeaders=host`,
});

async function rights(
  service: string,
  request: Partial<WireRequest>,
  known: Facts = facts,
): Promise<readonly string[]> {
  const whole = { method: 'POST', url: '/', body: '', ...request };
  const headers = { ...signed(service), ...request.headers };
  const scope = scopeOf({ headers });
  if (scope === undefined) throw new Error('Nobody signed.');
  const needs = await needsOf(callOf({ ...whole, headers }, scope, account), known);
  return needs.map(({ action, resource, keys }) => {
    const others = Object.entries(keys).filter(([key]) => key !== 'aws:requestedregion');
    return [action, resource, ...others.map(([key, values]) => `${key}=${values.join(',')}`)].join(' ');
  });
}

const ec2 = 'arn:aws:ec2:eu-west-1:123456789012';

describe('a call asks for rights', () => {
  test('on what is there, on what it makes, and to tag that', async () => {
    const body =
      'Action=CreateSubnet&VpcId=vpc-1&TagSpecification.1.ResourceType=subnet&TagSpecification.1.Tag.1.Key=a&TagSpecification.1.Tag.1.Value=b';
    expect(await rights('ec2', { body })).toEqual([
      `ec2:CreateSubnet ${ec2}:vpc/vpc-1 aws:resourcetag/slipway:environment=of vpc-1`,
      `ec2:CreateSubnet ${ec2}:subnet/* aws:requesttag/a=b aws:tagkeys=a`,
      `ec2:CreateTags ${ec2}:subnet/* aws:requesttag/a=b aws:tagkeys=a ec2:createaction=CreateSubnet`,
    ]);
  });

  test('on what stands behind an association', async () => {
    const body = 'Action=DisassociateRouteTable&AssociationId=rtbassoc-1';
    expect(await rights('ec2', { body })).toEqual([
      `ec2:DisassociateRouteTable ${ec2}:route-table/rtb-1 aws:resourcetag/slipway:environment=of rtb-1`,
    ]);
  });

  test('under the boundary that a role has', async () => {
    const body = 'Action=PutRolePolicy&RoleName=web-task&PolicyName=slipway';
    expect(await rights('iam', { body })).toEqual([
      `iam:PutRolePolicy arn:aws:iam::${account}:role/slipway/web-task iam:permissionsboundary=${boundary}`,
    ]);
  });

  test('on an object, and on the key of its bucket', async () => {
    expect(await rights('s3', { method: 'PUT', url: '/state/production/platform.tfstate.tflock' })).toEqual([
      's3:PutObject arn:aws:s3:::state/production/platform.tfstate.tflock',
      `kms:GenerateDataKey arn:aws:kms:eu-west-1:${account}:key/k1 kms:viaservice=s3.eu-west-1.amazonaws.com`,
    ]);
  });

  test.each([
    ['GET', '/logs?object-lock=', 's3:GetBucketObjectLockConfiguration'],
    ['DELETE', '/logs?encryption=', 's3:PutEncryptionConfiguration'],
    ['DELETE', '/logs?policy=', 's3:DeleteBucketPolicy'],
    ['HEAD', '/logs', 's3:ListBucket'],
    ['GET', '/logs?versions=&prefix=a', 's3:ListBucketVersions'],
  ])('by the name that IAM has for %s %s', async (method, url, action) => {
    expect(await rights('s3', { method, url })).toEqual([`${action} arn:aws:s3:::logs`]);
  });

  test('of the records that it changes', async () => {
    const url = '/2013-04-01/hostedzone/Z1/rrset/';
    expect(await rights('route53', { url, body: '<Type>NS</Type>' })).toEqual([
      'route53:ChangeResourceRecordSets arn:aws:route53:::hostedzone/Z1 route53:changeresourcerecordsetsrecordtypes=NS',
    ]);
  });

  test('and what is not known is told', async () => {
    await expect(rights('ec2', { body: 'Action=RunInstances' })).rejects.toThrow(
      'The guard does not know which rights ec2:RunInstances needs.',
    );
    await expect(rights('sqs', { body: 'Action=CreateQueue' })).rejects.toThrow('sqs:CreateQueue');
  });

  test('but who somebody is may be asked without any', async () => {
    expect(await rights('sts', { body: 'Action=GetCallerIdentity' })).toEqual([]);
  });
});

describe('a call that does not say what it is about is not understood', () => {
  test.each([
    ['ec2', 'Action=DeleteVpc', 'ec2:DeleteVpc'],
    ['ec2', 'Action=CreateSubnet&CidrBlock=10.0.0.0/24', 'ec2:CreateSubnet'],
    ['ec2', 'Action=CreateTags&Resource.1=vpc-1&Tag.1.Key=a', 'ec2:CreateTags'],
    ['sns', 'Action=DeleteTopic', 'sns:DeleteTopic'],
    ['iam', 'Action=CreateRole', 'iam:CreateRole'],
  ])('%s %s', async (service, body, name) => {
    await expect(rights(service, { body })).rejects.toThrow(`The guard does not find what ${name} is about.`);
  });

  test('when nothing stands behind an association', async () => {
    const none = { ...facts, idsBehind: () => Promise.resolve([]) };
    const body = 'Action=DisassociateAddress&AssociationId=eipassoc-1';
    await expect(rights('ec2', { body }, none)).rejects.toThrow('ec2:DisassociateAddress is about');
  });

  test('when objects are deleted of which none is named', async () => {
    await expect(rights('s3', { url: '/state?delete=', body: '<Delete></Delete>' })).rejects.toThrow(
      's3:DeleteObject is about',
    );
  });

  test('when a part of a network is of a kind that is not known', async () => {
    const body = 'Action=DeleteTags&ResourceId.1=i-1';
    await expect(rights('ec2', { body })).rejects.toThrow('The guard does not know what i-1 is.');
  });
});

describe('a query that is not known makes another operation, and not the plain one', () => {
  test.each([
    ['s3', 'PUT', '/state/key?tagging='],
    ['s3', 'GET', '/state/key?uploadId=1'],
    ['s3', 'PUT', '/state/key?versionId=1'],
    ['s3', 'GET', '/state?intelligent-tiering='],
    ['s3', 'PUT', '/state?prefix=a'],
    ['s3', 'GET', '/state?policy=&tagging='],
    ['s3', 'HEAD', '/state?policy='],
    ['s3', 'POST', '/state/key?restore='],
    ['s3', 'GET', '/'],
    ['route53', 'GET', '/2013-04-01/hostedzone/Z1?dnssec='],
    ['route53', 'GET', '/2013-04-01/hostedzone/Z1/dnssec'],
  ])('%s %s %s', async (service, method, url) => {
    await expect(rights(service, { method, url })).rejects.toThrow(
      `The guard does not know ${method} ${url}.`,
    );
  });

  test.each([
    ['GET', '/state?list-type=2&prefix=a&x-id=ListObjectsV2', 's3:ListBucket arn:aws:s3:::state'],
    ['DELETE', '/state/key?versionId=1', 's3:DeleteObjectVersion arn:aws:s3:::state/key'],
    ['DELETE', '/state/key?x-id=DeleteObject', 's3:DeleteObject arn:aws:s3:::state/key'],
  ])('but %s %s is read', async (method, url, right) => {
    expect(await rights('s3', { method, url })).toEqual([right]);
  });

  test('an operation on zones without a row is told', async () => {
    const call = { service: 'route53', operation: 'ListHostedZones', input: {}, region: 'x', account };
    await expect(needsOf(call, facts)).rejects.toThrow('route53:ListHostedZones needs');
  });
});

test('a policy that the guard can not judge by is told', () => {
  const statement = { Sid: 'A', Effect: 'Allow', Action: 's3:*', Resource: '*' };
  const Condition = { StringEquals: { 's3:prefix': 'a' } };
  expect(() => policyOf({ Version: '2012-10-17', Statement: [{ ...statement, Condition }] })).toThrow(
    'The guard can not judge by StringEquals of s3:prefix.',
  );
});

describe('at the door', () => {
  const judged: Judged[] = [];
  const puzzling: string[] = [];
  const behind = createServer((request, response) =>
    response.end(`${request.method ?? ''} ${request.url ?? ''}`),
  );
  let guard: Guard;

  beforeAll(async () => {
    await once(behind.listen(0, '127.0.0.1'), 'listening');
    const address = behind.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const allowed = { Effect: 'Allow', Action: ['sns:ListTagsForResource'], Resource: ['*'] };
    const policies = [policyOf({ Version: '2012-10-17', Statement: [allowed] })];
    guard = await startGuard({
      endpoint: `http://127.0.0.1:${String(port)}`,
      account,
      ofAccessKey: (key) =>
        key === 'planner'
          ? { role: `arn:aws:iam::${account}:role/slipway/plan`, rights: { policies } }
          : undefined,
      judged: (each) => judged.push(each),
      puzzled: (sentence) => puzzling.push(sentence),
    });
  });

  afterAll(async () => {
    await guard.close();
    behind.close();
  });

  const call = async (
    action: string,
    headers: Record<string, string>,
  ): Promise<readonly [number, string]> => {
    const body = `Action=${action}&TopicArn=arn:aws:sns:eu-west-1:${account}:t&ResourceArn=arn:aws:sns:eu-west-1:${account}:t`;
    const response = await fetch(guard.endpoint, { method: 'POST', headers, body });
    return [response.status, await response.text()];
  };
  const asPlanner = signed('sns') as Record<string, string>;

  test('who may goes through', async () => {
    expect(await call('ListTagsForResource', asPlanner)).toEqual([200, 'POST /']);
  });

  test('who may not is refused in the words of IAM, and it is told', async () => {
    const [status, said] = await call('DeleteTopic', asPlanner);
    expect(status).toBe(403);
    expect(said).toContain(
      `User: arn:aws:sts::${account}:assumed-role/plan/local is not authorized to perform: sns:DeleteTopic on resource: arn:aws:sns:eu-west-1:${account}:t because no identity-based policy allows the sns:DeleteTopic action`,
    );
    expect(judged.at(-1)).toMatchObject({
      right: { action: 'sns:DeleteTopic' },
      verdict: { kind: 'not-allowed' },
    });
  });

  test('whoever is nobody known is not judged', async () => {
    expect(await call('DeleteTopic', {})).toEqual([200, 'POST /']);
  });

  test.each([
    [
      'ec2',
      { body: 'Action=RunInstances' },
      '<Response><Errors><Error><Code>UnknownToTheGuard</Code><Message>The guard does not know which rights ec2:RunInstances needs.</Message></Error></Errors></Response>',
    ],
    [
      's3',
      { method: 'PUT', url: '/state/key?tagging=&acl=' },
      '<Error><Code>UnknownToTheGuard</Code><Message>The guard does not know PUT /state/key?tagging=&amp;acl=.</Message></Error>',
    ],
    [
      'iam',
      { body: 'Action=CreateUser' },
      '<ErrorResponse><Error><Type>Sender</Type><Code>UnknownToTheGuard</Code><Message>The guard does not know which rights iam:CreateUser needs.</Message></Error></ErrorResponse>',
    ],
    [
      'ssm',
      { body: '{}', headers: { 'x-amz-target': 'AmazonSSM.GetParameters' } },
      '{"__type":"UnknownToTheGuard","message":"The guard does not know which rights ssm:GetParameters needs."}',
    ],
  ])(
    'what is not known of %s is answered at once in the form of its protocol, and told',
    async (service, request, said) => {
      const { method = 'POST', url = '/', body, headers } = request as Partial<WireRequest>;
      const all = { ...signed(service), ...headers } as Record<string, string>;
      const response = await fetch(`${guard.endpoint}${url}`, {
        method,
        headers: all,
        ...(body === undefined ? {} : { body }),
      });
      expect([response.status, await response.text()]).toEqual([400, said]);
      expect(said.replaceAll('&amp;', '&')).toContain(puzzling.at(-1));
    },
  );
});
