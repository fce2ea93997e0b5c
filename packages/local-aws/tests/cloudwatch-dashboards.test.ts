/** Dashboards over the wire: put, read, listed, deleted. */
import { afterEach, expect, test } from '@jest/globals';
import { CloudWatch } from '@aws-sdk/client-cloudwatch';
import { startLocalAws, type LocalAws } from '../src/local-aws.ts';
import { readWorld } from '../src/world-file.ts';

const opened: LocalAws[] = [];
afterEach(async () => {
  for (const cloud of opened.splice(0)) await cloud.close();
});

async function open(): Promise<CloudWatch> {
  const cloud = await startLocalAws({ world: readWorld('', 'test.yaml') });
  opened.push(cloud);
  const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
  return new CloudWatch({ endpoint: cloud.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
}

const body = '{"widgets":[]}';

test('a dashboard is told as it was put, in no region', async () => {
  const client = await open();
  await client.putDashboard({ DashboardName: 'web', DashboardBody: '{}' });
  const { DashboardValidationMessages } = await client.putDashboard({
    DashboardName: 'web',
    DashboardBody: body,
  });
  expect(DashboardValidationMessages).toEqual([]);
  expect(await client.getDashboard({ DashboardName: 'web' })).toMatchObject({
    DashboardArn: 'arn:aws:cloudwatch::123456789012:dashboard/web',
    ...{ DashboardBody: body, DashboardName: 'web' },
  });
});

test('dashboards are listed by name, and all that are named deleted or none', async () => {
  const client = await open();
  for (const DashboardName of ['web', 'api', 'webshop'])
    await client.putDashboard({ DashboardName, DashboardBody: body });
  const { DashboardEntries = [] } = await client.listDashboards({ DashboardNamePrefix: 'web' });
  expect(DashboardEntries).toMatchObject([
    { DashboardName: 'web', Size: body.length },
    { DashboardName: 'webshop', LastModified: expect.any(Date) },
  ]);
  await expect(client.deleteDashboards({ DashboardNames: ['web', 'none'] })).rejects.toMatchObject({
    name: 'ResourceNotFound',
    message: 'Dashboard none does not exist',
  });
  await client.deleteDashboards({ DashboardNames: ['web', 'api'] });
  expect((await client.listDashboards({})).DashboardEntries).toMatchObject([{ DashboardName: 'webshop' }]);
  await expect(client.getDashboard({ DashboardName: 'web' })).rejects.toMatchObject({
    name: 'ResourceNotFound',
  });
});

test.each([
  ['a body that is no JSON', 'web', 'widgets', 'The field DashboardBody must be a valid JSON object'],
  ['a body that is a list', 'web', '[]', 'The field DashboardBody must be a valid JSON object'],
  ['a name with a space', 'my web', '{}', 'The field DashboardName must be'],
])('%s is refused', async (_name, DashboardName, DashboardBody, message) => {
  const client = await open();
  await expect(client.putDashboard({ DashboardName, DashboardBody })).rejects.toMatchObject({
    name: 'DashboardInvalidInputError',
    message: expect.stringContaining(message),
  });
});
