/** What the gateways take from the job's environment (credentials and endpoints) and what they say when it is missing. */
import { afterEach, describe, expect, test } from '@jest/globals';
import { ECSClient, ListClustersCommand } from '@aws-sdk/client-ecs';
import { clientConfig } from '../src/client-config.ts';
import { Ecs } from '../src/ecs.ts';
import { LoadBalancers } from '../src/elb.ts';
import { errorName, isTransient } from '../src/error-shape.ts';
import { tail } from '../src/logs.ts';
import { fixedRandom } from '../../test-kit/src/fixed-random.ts';
import { jumpingClock } from '../../test-kit/src/jumping-clock.ts';
import { ecsGateway, web } from './ecs-stage.ts';
import { closeLoopbacks, jobEnvironment, openLoopback, setEnvironment } from './loopback.ts';

afterEach(closeLoopbacks);

const config = { region: 'eu-west-1', maxAttempts: 1 };
const without = {
  AWS_ACCESS_KEY_ID: undefined,
  AWS_SECRET_ACCESS_KEY: undefined,
  AWS_SESSION_TOKEN: undefined,
};
const missing =
  'There are no AWS credentials: Could not load credentials from any providers. Run aws-actions/configure-aws-credentials before this step, and give the job `permissions: id-token: write`.';

describe('credentials', () => {
  test('are those of the environment, for the region of the configuration, under our name', async () => {
    const { heard } = await openLoopback({ body: { services: [] } });
    await ecsGateway().ecs.services.describe(web);
    const {
      authorization,
      'x-amz-security-token': token,
      'x-amz-user-agent': agent,
    } = heard[0]?.headers ?? {};
    expect(authorization).toMatch(/Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/ecs\/aws4_request/);
    expect(token).toBe('a-session');
    expect(agent).toMatch(/\bslipway\/0\.1\.0\b/);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['ECS', () => ecsGateway().ecs.services.describe(web)],
    ['the load balancers', () => new LoadBalancers(config).health('arn:tg')],
    ['CloudWatch Logs', () => tail(config, { group: 'g', stream: 's', region: undefined }, 1)],
  ])('that are missing are the platform owner’s to set up, says %s, and nothing is sent', async (_, ask) => {
    const { heard } = await openLoopback();
    setEnvironment(without);
    await expect(ask()).rejects.toMatchObject({
      kind: 'setup',
      code: 'credentials-missing',
      message: missing,
    });
    expect(heard).toEqual([]);
  });

  test('of which a failed call tells nothing', async () => {
    await openLoopback({ error: 'UnrecognizedClientException', message: 'The security token is invalid.' });
    const failure: unknown = await ecsGateway()
      .ecs.services.describe(web)
      .catch((error: unknown) => error);
    const { message, what, why, hint } = failure as Record<string, string>;
    expect([message, what, why, hint].join(' ')).not.toMatch(/AKIDEXAMPLE|not-a-secret|a-session/);
  });
});

describe('a region', () => {
  const over = new AbortController().signal;
  const ecs = (region: string): Ecs =>
    new Ecs({ region }, { clock: jumpingClock(), random: fixedRandom(), over });

  test('that can be none is refused before anything is sent', async () => {
    setEnvironment(jobEnvironment);
    await expect(ecs('not a region').services.describe(web)).rejects.toMatchObject({
      kind: 'setup',
      code: 'region-invalid',
      message:
        'There is no usable AWS region: Region not accepted: region="not a region" is not a valid hostname component. Set `region:` or AWS_REGION to a region such as `eu-west-1`.',
    });
  });
});

describe('an endpoint', () => {
  test.each<[string, string, () => Promise<unknown>]>([
    ['ECS', 'AWS_ENDPOINT_URL_ECS', () => ecsGateway(1).ecs.services.describe(web)],
    [
      'the load balancers',
      'AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2',
      () => new LoadBalancers(config).health('arn:tg'),
    ],
    [
      'CloudWatch Logs',
      'AWS_ENDPOINT_URL_CLOUDWATCH_LOGS',
      () => tail(config, { group: 'g', stream: 's', region: undefined }, 1),
    ],
  ])('of its own leads to %s', async (_, variable, ask) => {
    const { heard, endpoint } = await openLoopback({ error: 'AccessDenied', status: 403 });
    setEnvironment({ AWS_ENDPOINT_URL: 'http://127.0.0.1:1', [variable]: endpoint });
    await expect(ask()).rejects.toMatchObject({ code: 'access-denied' });
    expect(heard).toHaveLength(1);
  });

  test('without a scheme is the platform owner’s to correct', async () => {
    setEnvironment({ ...jobEnvironment, AWS_ENDPOINT_URL: '127.0.0.1:4566' });
    await expect(ecsGateway().ecs.services.describe(web)).rejects.toMatchObject({
      kind: 'setup',
      code: 'endpoint-invalid',
      message:
        'The AWS endpoint of the environment is not a URL: Invalid URL. Correct AWS_ENDPOINT_URL, or the form of it that names the service.',
    });
  });

  test.each([
    ['with a page', 200, '<html>login</html>'],
    ['with an error that has no name', 404, ''],
  ])('at which something else than AWS answers %s is named', async (_, status, body) => {
    await openLoopback({ status, body });
    await expect(ecsGateway().ecs.services.describe(web)).rejects.toMatchObject({
      kind: 'setup',
      code: 'answer-unreadable',
      message: `Something else than AWS answered ecs:DescribeServices on service web in cluster main: HTTP ${status} came with a body that is not what AWS sends. Look whether AWS_ENDPOINT_URL or a proxy stands between this job and AWS.`,
    });
  });
});

describe('a connection that is silent', () => {
  test('is waited for twenty seconds, which the SDK alone would do for ever', () => {
    expect(clientConfig({ region: 'eu-west-1' })).toEqual({
      region: 'eu-west-1',
      maxAttempts: 3,
      customUserAgent: [['slipway', '0.1.0']],
      requestHandler: { connectionTimeout: 5000, requestTimeout: 20_000, throwOnRequestTimeout: true },
    });
  });

  test('ends in an error that is transient', async () => {
    await openLoopback({ breaks: 'silence' });
    const { requestHandler, ...rest } = clientConfig(config);
    const client = new ECSClient({ ...rest, requestHandler: { ...requestHandler, requestTimeout: 20 } });
    const error: unknown = await client.send(new ListClustersCommand({})).catch((thrown: unknown) => thrown);
    expect(errorName(error)).toBe('TimeoutError');
    expect(isTransient(error)).toBe(true);
  });
});
