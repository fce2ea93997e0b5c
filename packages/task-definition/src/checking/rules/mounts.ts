/** Where volumes are mounted in containers. */
import type { Rule } from '../finding.ts';
import { insteadOf } from '../naming.ts';
import { eachContainer, eachItem, eachOf, repeated } from '../walk.ts';

/** `/data`, or `C:\data` on Windows. */
const absolute = /^(?:\/|[A-Za-z]:[\\/]|\\\\)/;

export const mountRules: readonly Rule[] = [
  {
    name: 'unknown-volume',
    breaks: 'registration',
    says: 'A container mounts a volume that the task does not have.',
    *find(task) {
      const names = (task.volumes ?? []).flatMap(({ name }) => (name === undefined ? [] : [name]));
      for (const { item, path } of eachItem(task, 'mountPoints')) {
        if (item.sourceVolume === undefined || names.includes(item.sourceVolume)) continue;
        yield {
          path: [...path, 'sourceVolume'],
          complaint: `the task has no volume of this name${insteadOf(item.sourceVolume, names, 'it has no volumes')}`,
        };
      }
    },
  },
  {
    // Docker refuses it when the container is created: "Duplicate mount point".
    name: 'duplicate-mount-path',
    breaks: 'start',
    says: 'Two volumes are mounted at the same path of a container.',
    *find(task) {
      for (const { container, path } of eachContainer(task)) {
        const mounts = eachOf(container.mountPoints, ...path, 'mountPoints');
        for (const { path: at } of repeated(mounts, ({ item }) =>
          item.containerPath?.replace(/(?<!\/)\/+$/, ''),
        ))
          yield { path: [...at, 'containerPath'], complaint: 'another volume is mounted there already' };
      }
    },
  },
  {
    // Docker refuses it when the container is created: "mount path must be absolute".
    name: 'mount-path-not-absolute',
    breaks: 'start',
    says: 'A volume is mounted at a path that is not absolute.',
    *find(task) {
      for (const { item, path } of eachItem(task, 'mountPoints')) {
        if (item.containerPath === undefined || absolute.test(item.containerPath)) continue;
        yield { path: [...path, 'containerPath'], complaint: 'it must be absolute, such as `/data`' };
      }
    },
  },
  {
    name: 'unused-volume',
    breaks: 'nothing',
    says: 'No container mounts a volume of the task.',
    *find(task) {
      const used = new Set(eachItem(task, 'mountPoints').map(({ item }) => item.sourceVolume));
      for (const { item, path } of eachOf(task.volumes, 'volumes')) {
        if (item.name === undefined || used.has(item.name) || item.configuredAtLaunch === true) continue;
        yield { path, complaint: 'no container mounts it' };
      }
    },
  },
];
