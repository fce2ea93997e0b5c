/** Links to the console lead where they say, in every partition, whatever names a document holds. */
import { expect, test } from '@jest/globals';
import { alarmUrl, deploymentsUrl, logUrl, serviceUrl, taskUrl } from '../src/console-links.ts';
import { summaryOf } from '../src/summary.ts';
import { deploy, documentOf, dying } from './world.ts';

const region = 'eu-west-1';
const home = 'https://eu-west-1.console.aws.amazon.com';
const name = { cluster: 'shop', service: 'web' };
const log = { group: '/ecs/web', stream: 'app/web/1', region: undefined };

test.each([
  ['the service', serviceUrl(region, name), '/ecs/v2/clusters/shop/services/web/health?region=eu-west-1'],
  [
    'its deployments',
    deploymentsUrl(region, name),
    '/ecs/v2/clusters/shop/services/web/deployments?region=eu-west-1',
  ],
  [
    'a task, by its ARN',
    taskUrl(region, name, 'arn:aws:ecs:eu-west-1:111122223333:task/shop/0123abcd'),
    '/ecs/v2/clusters/shop/services/web/tasks/0123abcd/configuration?region=eu-west-1',
  ],
  [
    'a log stream, its name encoded twice',
    logUrl(region, log),
    '/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/$252Fecs$252Fweb/log-events/app$252Fweb$252F1',
  ],
  [
    'an alarm',
    alarmUrl(region, "web's 5xx/min"),
    '/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/web%27s%205xx%2Fmin',
  ],
])('%s', (_, url, path) => {
  expect(url).toBe(`${home}${path}`);
});

test('a cluster given as ARN is linked by its name', () => {
  const cluster = 'arn:aws:ecs:eu-west-1:111122223333:cluster/shop';
  expect(serviceUrl(region, { ...name, cluster })).toBe(serviceUrl(region, name));
});

test.each([
  ['eu-west-1', 'https://eu-west-1.console.aws.amazon.com'],
  ['cn-north-1', 'https://cn-north-1.console.amazonaws.cn'],
  ['us-gov-west-1', 'https://us-gov-west-1.console.amazonaws-us-gov.com'],
  ['eusc-de-east-1', 'https://eusc-de-east-1.console.amazonaws-eusc.eu'],
])('the console of %s is at %s', (where, origin) => {
  expect(new URL(serviceUrl(where, name) ?? '').origin).toBe(origin);
  expect(new URL(logUrl(where, log) ?? '').origin).toBe(origin);
});

test.each(['us-iso-east-1', 'us-isob-east-1', 'eu-isoe-west-1', 'us-isof-south-1'])(
  '%s has no public console: names stand where links would',
  async (where) => {
    expect(serviceUrl(where, name)).toBeUndefined();
    const document = documentOf('web:2').replace(region, where);
    const { result } = await deploy({ ecs: dying, files: { 'web.json': document } });
    const { markdown } = summaryOf(result.run, where, []);
    expect(markdown).toContain('| 2 tasks | container web exited with code 1 | 1 | <code>0010</code> |');
    expect(markdown).not.toMatch(/<a |console/);
  },
);

test('they lead to AWS, whatever region or name a document holds', () => {
  expect(logUrl('evil.example/#', log)).toMatch(
    /^https:\/\/evil\.example%2F%23\.console\.aws\.amazon\.com\//,
  );
  expect(serviceUrl(region, { cluster: 'a', service: 'b c?d#e' })).toBe(
    `${home}/ecs/v2/clusters/a/services/b%20c%3Fd%23e/health?region=eu-west-1`,
  );
});
