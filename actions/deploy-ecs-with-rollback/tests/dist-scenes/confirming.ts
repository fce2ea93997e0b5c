/** ECS is done, and more was asked for: alarms, a time to bake, an address that has to answer. */
import type { Harbour } from '../dist-harbour.ts';
import { balanced, balancer } from './balanced.ts';
import { green, red, type Scenes } from './scene.ts';

const alarms = 'alarms: [{ name: web-5xx, state: OK }, { name: web-slow, state: OK }]';
const watched = { alarms: 'web-5xx\nweb-slow' };

const front = ({ stage }: Harbour): string => `${stage.aws.loadBalancers.front ?? ''}/healthz?token=secret`;

export const confirming: Scenes = {
  'alarms stay well for the bake time': green({
    more: alarms,
    play: ({ deploy }) => deploy('v2', { ...watched, 'bake-time': '3m' }),
  }),
  'an alarm goes off while tasks start: the old revision serves again': red({
    more: alarms,
    play: ({ deploy, later, alarm }) => {
      later(30, () => alarm('web-5xx'));
      return deploy('v2', watched);
    },
  }),
  'an alarm goes off while it bakes: the old revision serves again': red({
    more: alarms,
    play: ({ deploy, later, alarm }) => {
      later(150, () => alarm('web-5xx'));
      return deploy('v2', { ...watched, 'bake-time': '3m' });
    },
  }),
  'an alarm is raised before: it does not count, and that is told': green({
    more: 'alarms: [{ name: web-5xx, state: ALARM }]',
    play: ({ deploy }) => deploy('v2', { alarms: 'web-5xx' }),
  }),
  'an alarm is not there': red({
    more: alarms,
    play: ({ deploy }) => deploy('v2', { alarms: 'web-4xx' }),
  }),
  'tasks die while it bakes: the old revision serves again': red({
    play: ({ deploy }) => deploy('mortal', { 'bake-time': '5m' }),
  }),
  'the health check is answered as expected': green({
    service: balanced,
    more: balancer(),
    play: (harbour) =>
      harbour.deploy('v2', {
        'health-check-url': front(harbour),
        'health-check-expect': '200\ntext: scripted',
      }),
  }),
  'the health check is not answered as expected: the old revision serves again': red({
    service: balanced,
    more: balancer(),
    play: (harbour) =>
      harbour.deploy('v2', {
        'health-check-url': front(harbour),
        'health-check-expect': '$.version = 2',
        'health-check-attempts': '3',
      }),
  }),
};
