/** Which ports may be mapped to which, and what mappings may be called. */
import type { Container, PortMapping } from '../../schema.ts';
import type { Rule } from '../finding.ts';
import { networkModeOf } from '../launch.ts';
import { eachItem, repeated, type ItemAt } from '../walk.ts';

const isPort = (port: number): boolean => port >= 1 && port <= 65_535;

export const portRules: readonly Rule[] = [
  {
    name: 'port-out-of-range',
    breaks: 'registration',
    says: 'A port is not between 1 and 65535; a host port may also be 0.',
    *find(task) {
      for (const { item, path } of eachItem(task, 'portMappings')) {
        const { containerPort = 1, hostPort = 0 } = item;
        if (!isPort(containerPort))
          yield { path: [...path, 'containerPort'], complaint: 'a port is a number from 1 to 65535' };
        if (hostPort !== 0 && !isPort(hostPort))
          yield { path: [...path, 'hostPort'], complaint: 'a port is a number from 1 to 65535' };
      }
    },
  },
  {
    name: 'host-port-differs',
    breaks: 'registration',
    says: 'A host port is another than its container port although the network mode is `awsvpc` or `host`.',
    *find(task) {
      const mode = networkModeOf(task);
      if (mode !== 'awsvpc' && mode !== 'host') return;
      for (const { item, path } of eachItem(task, 'portMappings')) {
        const { containerPort, hostPort } = item;
        if (containerPort === undefined || hostPort === undefined || hostPort === containerPort) continue;
        yield {
          path: [...path, 'hostPort'],
          complaint: `in network mode \`${mode}\` it is the same as \`containerPort\` ${String(containerPort)}, or left out`,
        };
      }
    },
  },
  {
    name: 'duplicate-host-port',
    breaks: 'registration',
    says: 'The same port of the host is mapped twice with the same protocol; in network mode `awsvpc` and `host` it is that of the container.',
    *find(task) {
      const mode = networkModeOf(task);
      const hostPortOf = ({ hostPort, containerPort }: PortMapping): number | undefined =>
        hostPort ?? (mode === 'awsvpc' || mode === 'host' ? containerPort : undefined);
      const key = ({ item }: ItemAt<PortMapping>): string | undefined => {
        const port = hostPortOf(item) ?? 0;
        return port === 0 ? undefined : `${String(port)}/${item.protocol ?? 'tcp'}`;
      };
      for (const { item, path } of repeated(eachItem(task, 'portMappings'), key))
        yield {
          path: [...path, item.hostPort === undefined ? 'containerPort' : 'hostPort'],
          complaint: 'another mapping has this port of the host already',
          decidedBy: [[...path, 'protocol']],
        };
    },
  },
  {
    name: 'port-missing',
    breaks: 'registration',
    says: 'A mapping has neither a `containerPort` nor a `containerPortRange`.',
    *find(task) {
      for (const { item, path } of eachItem(task, 'portMappings')) {
        const { containerPort, containerPortRange } = item;
        if ((containerPort ?? containerPortRange) !== undefined) continue;
        yield {
          path: [...path, 'containerPort'],
          complaint: 'a mapping needs it, or `containerPortRange`',
          decidedBy: [[...path, 'containerPortRange']],
        };
      }
    },
  },
  {
    name: 'port-and-range',
    breaks: 'registration',
    says: 'A mapping has a port and a range of ports.',
    *find(task) {
      for (const { item, path } of eachItem(task, 'portMappings')) {
        const { containerPort, hostPort, containerPortRange } = item;
        if (containerPortRange === undefined || (containerPort ?? hostPort) === undefined) continue;
        yield {
          path: [...path, 'containerPortRange'],
          complaint: 'a mapping has a port or a range of ports, and not both',
        };
      }
    },
  },
  {
    name: 'port-range-spelling',
    breaks: 'registration',
    says: 'A range of ports is not spelt `8000-8010`, with the lower port first.',
    *find(task) {
      for (const { item, path } of eachItem(task, 'portMappings')) {
        if (item.containerPortRange === undefined || rangeOf(item) !== undefined) continue;
        yield {
          path: [...path, 'containerPortRange'],
          complaint: 'it must be two ports from 1 to 65535, the lower one first, such as `8000-8010`',
        };
      }
    },
  },
  {
    name: 'port-range-overlap',
    breaks: 'registration',
    says: 'A port stands in two mappings of one container, of which one is a range.',
    *find(task) {
      const seen = new Map<Container, Ports[]>();
      for (const { container, item, path } of eachItem(task, 'portMappings')) {
        const ports = portsOf(item);
        if (ports === undefined) continue;
        const before = seen.get(container) ?? [];
        if (before.some((each) => overlap(each, ports)))
          yield {
            path: [...path, item.containerPortRange === undefined ? 'containerPort' : 'containerPortRange'],
            complaint: 'a mapping before it has some of these ports already',
          };
        before.push(ports);
        seen.set(container, before);
      }
    },
  },
  {
    name: 'port-range-network-mode',
    breaks: 'registration',
    says: 'A range of ports is mapped although the network mode is neither `bridge` nor `awsvpc`.',
    *find(task) {
      if (networkModeOf(task) !== 'host') return;
      for (const { item, path } of eachItem(task, 'portMappings')) {
        if (item.containerPortRange === undefined) continue;
        yield {
          path: [...path, 'containerPortRange'],
          complaint: 'only the network modes `bridge` and `awsvpc` have ranges of ports',
        };
      }
    },
  },
  {
    name: 'port-name-spelling',
    breaks: 'registration',
    says: 'The name of a mapping has other characters than lower-case letters, numbers, hyphens and underscores, begins with a hyphen, or has more than 64.',
    *find(task) {
      for (const { item, path } of eachItem(task, 'portMappings')) {
        if (item.name === undefined || /^[a-z0-9_][a-z0-9_-]{0,63}$/.test(item.name)) continue;
        yield {
          path: [...path, 'name'],
          complaint:
            'it may have up to 64 lower-case letters, numbers, hyphens and underscores, and begins with no hyphen',
        };
      }
    },
  },
  {
    name: 'duplicate-port-name',
    breaks: 'registration',
    says: 'Two mappings of a task have the same name.',
    *find(task) {
      for (const { path } of repeated(eachItem(task, 'portMappings'), ({ item }) => item.name))
        yield { path: [...path, 'name'], complaint: 'another mapping has this name already' };
    },
  },
];

interface Ports {
  readonly first: number;
  readonly last: number;
}

function rangeOf({ containerPortRange = '' }: PortMapping): Ports | undefined {
  const [first = 0, last = 0] = /^\d{1,5}-\d{1,5}$/.test(containerPortRange)
    ? containerPortRange.split('-').map(Number)
    : [];
  return isPort(first) && isPort(last) && first < last ? { first, last } : undefined;
}

function portsOf(mapping: PortMapping): Ports | undefined {
  const { containerPort, containerPortRange } = mapping;
  if (containerPortRange !== undefined) return rangeOf(mapping);
  return containerPort === undefined ? undefined : { first: containerPort, last: containerPort };
}

/** Two single ports may be the same: with tcp and with udp. */
const overlap = (a: Ports, b: Ports): boolean =>
  (a.first < a.last || b.first < b.last) && a.first <= b.last && b.first <= a.last;
