/** What the network mode of a task leaves to its containers. */
import type { Rule } from '../finding.ts';
import { networkModeOf } from '../launch.ts';
import { eachContainer } from '../walk.ts';

/** In `awsvpc` the network interface of the task decides all of these. */
const ofTheInterface = [
  'hostname',
  'dnsServers',
  'dnsSearchDomains',
  'extraHosts',
  'disableNetworking',
] as const;

export const networkRules: readonly Rule[] = [
  {
    name: 'not-in-awsvpc',
    breaks: 'registration',
    says: 'A container has `hostname`, `dnsServers`, `dnsSearchDomains`, `extraHosts` or `disableNetworking` although the network mode is `awsvpc`.',
    *find(task) {
      if (networkModeOf(task) !== 'awsvpc') return;
      for (const { container, path } of eachContainer(task))
        for (const member of ofTheInterface) {
          const value = container[member];
          if (value === undefined || value === false || (typeof value === 'object' && value.length === 0))
            continue;
          yield {
            path: [...path, member],
            complaint: 'network mode `awsvpc` does not have it: the VPC of the task decides',
          };
        }
    },
  },
  {
    name: 'links-outside-bridge',
    breaks: 'registration',
    says: 'Containers are linked although the network mode is not `bridge`.',
    *find(task) {
      const mode = networkModeOf(task);
      if (mode === 'bridge') return;
      for (const { container, path } of eachContainer(task)) {
        if ((container.links ?? []).length === 0) continue;
        const instead = mode === 'awsvpc' ? '; the containers of a task reach each other at `localhost`' : '';
        yield {
          path: [...path, 'links'],
          complaint: `only network mode \`bridge\` has links${instead}`,
          decidedBy: [['networkMode']],
        };
      }
    },
  },
  {
    name: 'ports-without-network',
    breaks: 'registration',
    says: 'Ports are mapped although the network mode is `none`.',
    *find(task) {
      if (networkModeOf(task) !== 'none') return;
      for (const { container, path } of eachContainer(task)) {
        if ((container.portMappings ?? []).length === 0) continue;
        yield { path: [...path, 'portMappings'], complaint: 'network mode `none` has no ports' };
      }
    },
  },
];
