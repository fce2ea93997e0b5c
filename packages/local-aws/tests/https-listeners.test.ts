/** Listeners that are asked for as HTTPS: what is kept and told, what is refused, and where a redirect leads. */
import { afterEach, describe, expect, test } from '@jest/globals';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import { scaledClock } from '../src/clock.ts';
import { startLocalAws, type LocalAws } from '../src/local-aws.ts';
import { readWorld } from '../src/world-file.ts';

const opened: LocalAws[] = [];
afterEach(async () => {
  for (const cloud of opened.splice(0)) await cloud.close();
});

const certificate = (name: string): string => `arn:aws:acm:us-east-1:123456789012:certificate/${name}`;
const nothing: elb.Action[] = [
  {
    Type: 'fixed-response',
    FixedResponseConfig: { StatusCode: '404', ContentType: 'text/plain', MessageBody: 'nothing' },
  },
];

async function open() {
  const listening = new Map<string, string>();
  const cloud = await startLocalAws({
    world: readWorld('clusters: []', 'test.yaml'),
    clock: scaledClock(200),
    announce: (label, url) => listening.set(label, url),
  });
  opened.push(cloud);
  const client = new elb.ElasticLoadBalancingV2({
    endpoint: cloud.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
    maxAttempts: 1,
  });
  const made = await client.createLoadBalancer({
    Name: 'front',
    Subnets: ['subnet-a'],
    SecurityGroups: ['sg-a'],
  });
  const balancer = made.LoadBalancers?.[0]?.LoadBalancerArn ?? '';
  const listen = async (settings: Partial<elb.CreateListenerCommandInput>) => {
    const input = { LoadBalancerArn: balancer, DefaultActions: nothing, ...settings };
    return (await client.createListener(input)).Listeners?.[0] ?? {};
  };
  const https = (settings: Partial<elb.CreateListenerCommandInput> = {}) =>
    listen({
      Protocol: 'HTTPS',
      Port: 8443,
      Certificates: [{ CertificateArn: certificate('one') }],
      ...settings,
    });
  return { client, balancer, listening, listen, https };
}

describe('an HTTPS listener', () => {
  test('tells its policy and certificate, and those that it is changed to', async () => {
    const { client, https } = await open();
    const { ListenerArn } = await https();
    const told = async () =>
      (await client.describeListeners({ ListenerArns: [ListenerArn ?? ''] })).Listeners;
    expect(await told()).toMatchObject([
      {
        ...{ Protocol: 'HTTPS', Port: 8443, SslPolicy: 'ELBSecurityPolicy-2016-08' },
        ...{ Certificates: [{ CertificateArn: certificate('one') }], MutualAuthentication: { Mode: 'off' } },
      },
    ]);
    const SslPolicy = 'ELBSecurityPolicy-TLS13-1-2-2021-06';
    await client.modifyListener({ ListenerArn, SslPolicy });
    await client.modifyListener({ ListenerArn, Certificates: [{ CertificateArn: certificate('two') }] });
    expect(await told()).toMatchObject([
      { SslPolicy, Certificates: [{ CertificateArn: certificate('two') }] },
    ]);
  });

  test('takes further certificates, and gives back all but its default one', async () => {
    const { client, https } = await open();
    const { ListenerArn } = await https();
    const more = (name: string) => ({ ListenerArn, Certificates: [{ CertificateArn: certificate(name) }] });
    const told = async () => (await client.describeListenerCertificates({ ListenerArn })).Certificates;
    await client.addListenerCertificates(more('two'));
    await client.addListenerCertificates(more('two'));
    const one = { CertificateArn: certificate('one'), IsDefault: true };
    expect(await told()).toEqual([one, { CertificateArn: certificate('two'), IsDefault: false }]);
    await client.removeListenerCertificates(more('two'));
    expect(await told()).toEqual([one]);
    await expect(client.removeListenerCertificates(more('one'))).rejects.toMatchObject({
      name: 'OperationNotPermittedException',
    });
  });

  test('speaks plain HTTP on this machine, and a redirect to it leads there', async () => {
    const { listen, https, listening } = await open();
    await https();
    const to = (Port: string, Host = '#{host}'): elb.Action[] => [
      { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', Port, Host, StatusCode: 'HTTP_301' } },
    ];
    await listen({ Port: 8080, DefaultActions: to('8443') });
    await listen({ Port: 8081, DefaultActions: to('9443') });
    await listen({ Port: 8082, DefaultActions: to('8443', 'example.com') });
    const url = listening.get('front:8443') ?? '';
    expect(await (await fetch(url)).text()).toBe('nothing');
    const location = async (label: string) =>
      (await fetch(`${listening.get(label) ?? ''}/quay?a=1`, { redirect: 'manual' })).headers.get('location');
    expect(await location('front:8080')).toBe(`${url}/quay?a=1`);
    expect(await location('front:8081')).toBe('https://127.0.0.1:9443/quay?a=1');
    expect(await location('front:8082')).toBe('https://example.com:8443/quay?a=1');
  });

  test('goes to another port, and to HTTP, when it is changed', async () => {
    const { client, https, listen, listening } = await open();
    const { ListenerArn } = await https();
    await listen({ Port: 8444 });
    await expect(client.modifyListener({ ListenerArn, Port: 8444 })).rejects.toMatchObject({
      name: 'DuplicateListenerException',
    });
    await client.modifyListener({ ListenerArn, Port: 8445, Protocol: 'HTTP' });
    expect((await client.describeListeners({ ListenerArns: [ListenerArn ?? ''] })).Listeners?.[0]).toEqual(
      expect.not.objectContaining({ SslPolicy: expect.anything() }),
    );
    expect((await fetch(listening.get('front:8445') ?? '')).status).toBe(404);
  });

  test.each<[string, Partial<elb.CreateListenerCommandInput>, string]>([
    ['no certificate', { Certificates: [] }, 'A certificate must be specified for HTTPS listeners'],
    ['no ARN of one', { Certificates: [{ CertificateArn: 'one' }] }, "Certificate ARN 'one' is not valid"],
    [
      'an unknown policy',
      { SslPolicy: 'ELBSecurityPolicy-None' },
      "SSL policy 'ELBSecurityPolicy-None' not found",
    ],
    ['one that is for HTTP', { Protocol: 'HTTP' }, 'A certificate cannot be specified for HTTP listeners'],
  ])('is refused with %s', async (_name, settings, message) => {
    const { https } = await open();
    await expect(https(settings)).rejects.toMatchObject({ message });
  });

  test('has policies that can be asked for by name', async () => {
    const { client } = await open();
    const { SslPolicies } = await client.describeSSLPolicies({
      Names: ['ELBSecurityPolicy-TLS13-1-2-2021-06'],
    });
    expect(SslPolicies).toMatchObject([{ SslProtocols: ['TLSv1.2', 'TLSv1.3'] }]);
    await expect(client.describeSSLPolicies({ Names: ['none'] })).rejects.toMatchObject({
      name: 'SSLPolicyNotFoundException',
    });
    expect((await client.describeSSLPolicies({})).SslPolicies?.length).toBeGreaterThan(10);
  });
});

describe('a load balancer', () => {
  test('that is protected is not deleted', async () => {
    const { client, balancer } = await open();
    const protect = (Value: string) =>
      client.modifyLoadBalancerAttributes({
        LoadBalancerArn: balancer,
        Attributes: [{ Key: 'deletion_protection.enabled', Value }],
      });
    await protect('true');
    await expect(client.deleteLoadBalancer({ LoadBalancerArn: balancer })).rejects.toMatchObject({
      name: 'OperationNotPermittedException',
      message: `Load balancer '${balancer}' cannot be deleted because deletion protection is enabled`,
    });
    await protect('false');
    await client.deleteLoadBalancer({ LoadBalancerArn: balancer });
    expect((await client.describeLoadBalancers({})).LoadBalancers).toEqual([]);
  });

  test('forgets the attributes of one of its name', async () => {
    const { client, balancer } = await open();
    const idle = async () => {
      const { Attributes } = await client.describeLoadBalancerAttributes({ LoadBalancerArn: balancer });
      return Attributes?.find(({ Key }) => Key === 'idle_timeout.timeout_seconds')?.Value;
    };
    const Attributes = [{ Key: 'idle_timeout.timeout_seconds', Value: '75' }];
    await client.modifyLoadBalancerAttributes({ LoadBalancerArn: balancer, Attributes });
    expect(await idle()).toBe('75');
    await client.deleteLoadBalancer({ LoadBalancerArn: balancer });
    await client.createLoadBalancer({ Name: 'front', Subnets: ['subnet-a'] });
    expect(await idle()).toBe('60');
  });

  test('takes other subnets, security groups and addresses, and no attribute that it does not know', async () => {
    const { client, balancer } = await open();
    const named = { LoadBalancerArn: balancer };
    await client.setSubnets({ ...named, Subnets: ['subnet-b', 'subnet-c'] });
    await client.setSecurityGroups({ ...named, SecurityGroups: ['sg-b'] });
    await client.setIpAddressType({ ...named, IpAddressType: 'dualstack' });
    expect((await client.describeLoadBalancers({})).LoadBalancers).toMatchObject([
      {
        AvailabilityZones: [{ SubnetId: 'subnet-b' }, { SubnetId: 'subnet-c' }],
        ...{ SecurityGroups: ['sg-b'], IpAddressType: 'dualstack' },
      },
    ]);
    await expect(
      client.modifyLoadBalancerAttributes({ ...named, Attributes: [{ Key: 'colour', Value: 'blue' }] }),
    ).rejects.toMatchObject({ message: "Load balancer attribute key 'colour' is not recognized" });
  });
});

describe('rules', () => {
  test('change places by their priorities, all at once', async () => {
    const { client, https } = await open();
    const { ListenerArn } = await https();
    const rule = async (Priority: number, path: string) => {
      const Conditions = [{ Field: 'path-pattern', Values: [path] }];
      const made = await client.createRule({ ListenerArn, Priority, Conditions, Actions: nothing });
      return made.Rules?.[0]?.RuleArn;
    };
    const [one, two] = [await rule(10, '/one'), await rule(20, '/two')];
    await expect(
      client.setRulePriorities({ RulePriorities: [{ RuleArn: one, Priority: 20 }] }),
    ).rejects.toMatchObject({
      name: 'PriorityInUseException',
    });
    await client.setRulePriorities({
      RulePriorities: [
        { RuleArn: one, Priority: 20 },
        { RuleArn: two, Priority: 5 },
      ],
    });
    const three = await rule(10, '/three');
    const { Rules = [] } = await client.describeRules({ ListenerArn });
    expect(Rules.map(({ RuleArn, Priority }) => [Priority, RuleArn])).toEqual([
      ['5', two],
      ['10', three],
      ['20', one],
      ['default', expect.any(String)],
    ]);
    expect(new Set([one, two, three]).size).toBe(3);
  });
});
