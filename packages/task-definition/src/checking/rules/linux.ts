/** Limits and rights that the kernel keeps for a container. */
import type { Rule } from '../finding.ts';
import { nearest } from '@slipway/action-kit/nearest';
import { quoted } from '../naming.ts';
import { eachContainer, eachOf, eachItem, repeated } from '../walk.ts';

/** As `KernelCapabilities` of the API reference has them. */
const capabilities =
  `ALL AUDIT_CONTROL AUDIT_WRITE BLOCK_SUSPEND CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER
  KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST NET_RAW SETFCAP
  SETGID SETPCAP SETUID SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO
  SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG SYSLOG WAKE_ALARM`.split(/\s+/);

export const linuxRules: readonly Rule[] = [
  {
    // Docker refuses it when the container is created.
    name: 'unknown-capability',
    breaks: 'start',
    says: 'A Linux capability that is added or dropped is none that there is.',
    *find(task) {
      for (const { container, path } of eachContainer(task))
        for (const list of ['add', 'drop'] as const) {
          const named = eachOf(
            container.linuxParameters?.capabilities?.[list],
            ...path,
            'linuxParameters',
            'capabilities',
            list,
          );
          for (const { item, path: at } of named) {
            if (capabilities.includes(item)) continue;
            const meant = nearest(item.replace(/^CAP_/i, ''), capabilities);
            yield {
              path: at,
              complaint: `there is no such capability${meant === undefined ? '' : `; did you mean ${quoted(meant)}?`}`,
            };
          }
        }
    },
  },
  {
    name: 'swap-range',
    breaks: 'registration',
    says: 'The `swappiness` of a container is outside 0–100, or its `maxSwap` negative.',
    *find(task) {
      for (const { container, path } of eachContainer(task)) {
        const { swappiness = 0, maxSwap = 0 } = container.linuxParameters ?? {};
        if (swappiness < 0 || swappiness > 100)
          yield { path: [...path, 'linuxParameters', 'swappiness'], complaint: 'it may be 0 to 100' };
        if (maxSwap < 0)
          yield { path: [...path, 'linuxParameters', 'maxSwap'], complaint: 'it may be 0 MiB or more' };
      }
    },
  },
  {
    name: 'soft-limit-above-hard',
    breaks: 'registration',
    says: 'The soft limit of a ulimit is above its hard limit.',
    *find(task) {
      for (const { item, path } of eachItem(task, 'ulimits')) {
        const { softLimit = 0, hardLimit = 0 } = item;
        // -1 is no limit.
        const isWithin = hardLimit === -1 || (softLimit !== -1 && softLimit <= hardLimit);
        if (item.softLimit === undefined || item.hardLimit === undefined || isWithin) continue;
        yield {
          path: [...path, 'softLimit'],
          complaint: `it must not be above the \`hardLimit\` of ${String(hardLimit)}`,
        };
      }
    },
  },
  {
    name: 'duplicate-ulimit',
    breaks: 'nothing',
    says: 'A container sets the same ulimit twice, and nobody promises which of them counts.',
    *find(task) {
      for (const { container, path } of eachContainer(task))
        for (const { path: at } of repeated(
          eachOf(container.ulimits, ...path, 'ulimits'),
          ({ item }) => item.name,
        ))
          yield { path: at, complaint: 'it stands twice, and nobody promises which of them counts' };
    },
  },
  {
    name: 'swappiness-without-swap',
    breaks: 'nothing',
    says: 'A container has `swappiness` without `maxSwap`: ECS ignores it.',
    *find(task) {
      for (const { container, path } of eachContainer(task)) {
        const { swappiness, maxSwap } = container.linuxParameters ?? {};
        if (swappiness === undefined || maxSwap !== undefined) continue;
        yield {
          path: [...path, 'linuxParameters', 'swappiness'],
          complaint: 'without `maxSwap` ECS ignores it',
        };
      }
    },
  },
];
