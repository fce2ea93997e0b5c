/** What there is for Windows, and what only Linux has. */
import type { Rule } from '../finding.ts';
import { isForWindows } from '../launch.ts';
import { eachContainer } from '../walk.ts';

/** "This parameter is not supported for Windows containers", says the API reference of each. */
const onlyLinux = [
  'links',
  'linuxParameters',
  'user',
  'disableNetworking',
  'privileged',
  'readonlyRootFilesystem',
  'dnsServers',
  'dnsSearchDomains',
  'extraHosts',
  'ulimits',
  'systemControls',
] as const;

export const platformRules: readonly Rule[] = [
  {
    name: 'windows-on-arm',
    breaks: 'registration',
    says: 'A task for Windows has the architecture `ARM64`.',
    *find(task) {
      if (!isForWindows(task) || task.runtimePlatform?.cpuArchitecture !== 'ARM64') return;
      yield {
        path: ['runtimePlatform', 'cpuArchitecture'],
        complaint: 'Windows is there for `X86_64` only',
      };
    },
  },
  {
    name: 'only-on-linux',
    breaks: 'start',
    says: 'A container for Windows has a member that only Linux has, such as `linuxParameters` or `user`.',
    *find(task) {
      if (!isForWindows(task)) return;
      for (const { container, path } of eachContainer(task))
        for (const member of onlyLinux) {
          const value = container[member];
          const isSet = Array.isArray(value) ? value.length > 0 : value !== undefined && value !== false;
          if (isSet) yield { path: [...path, member], complaint: 'Windows does not have it' };
        }
    },
  },
  {
    name: 'task-member-only-on-linux',
    breaks: 'start',
    says: 'A task for Windows has `pidMode` or `ipcMode`.',
    *find(task) {
      if (!isForWindows(task)) return;
      for (const member of ['pidMode', 'ipcMode'] as const)
        if (task[member] !== undefined) yield { path: [member], complaint: 'Windows does not have it' };
    },
  },
];
