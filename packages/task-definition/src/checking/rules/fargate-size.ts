/** What Fargate asks of a task as a whole: its size, its network and its storage. */
import type { Rule } from '../finding.ts';
import { isForFargate, isForWindows } from '../launch.ts';
import { cpuUnits, fargateSizes, mebibytes, windowsCpu } from '../task-size.ts';
import type { TaskDefinition } from '../../schema.ts';

const sizesFor = (task: TaskDefinition): typeof fargateSizes =>
  isForWindows(task) ? fargateSizes.filter(({ cpu }) => windowsCpu.includes(cpu)) : fargateSizes;

export const fargateSizeRules: readonly Rule[] = [
  {
    name: 'fargate-without-cpu',
    breaks: 'registration',
    says: 'A task for Fargate has no `cpu`.',
    *find(task) {
      if (!isForFargate(task) || task.cpu !== undefined) return;
      yield { path: ['cpu'], complaint: 'a task for Fargate needs it, such as `"256"`' };
    },
  },
  {
    name: 'fargate-without-memory',
    breaks: 'registration',
    says: 'A task for Fargate has no `memory`.',
    *find(task) {
      if (!isForFargate(task) || task.memory !== undefined) return;
      const size = sizesFor(task).find(({ cpu }) => cpu === cpuUnits(task.cpu ?? ''));
      const fitting = size === undefined ? 'such as `"512"`' : `with this \`cpu\` ${size.words}`;
      yield { path: ['memory'], complaint: `a task for Fargate needs it, ${fitting}` };
    },
  },
  {
    name: 'fargate-cpu',
    breaks: 'registration',
    says: 'The `cpu` of a task is none of those that Fargate has; Windows has fewer.',
    *find(task) {
      const units = cpuUnits(task.cpu ?? '');
      const sizes = sizesFor(task).map(({ cpu }) => cpu);
      if (!isForFargate(task) || units === undefined || sizes.includes(units)) return;
      const known = `${sizes.slice(0, -1).map(String).join(', ')} and ${String(sizes.at(-1))}`;
      yield {
        path: ['cpu'],
        complaint: `Fargate has ${known} CPU units${isForWindows(task) ? ' for Windows' : ''}, and not ${String(units)}`,
      };
    },
  },
  {
    name: 'fargate-memory',
    breaks: 'registration',
    says: 'The `memory` of a task is none of those that Fargate has together with its `cpu`.',
    *find(task) {
      const size = sizesFor(task).find(({ cpu }) => cpu === cpuUnits(task.cpu ?? ''));
      const memory = mebibytes(task.memory ?? '');
      if (!isForFargate(task) || size === undefined || memory === undefined) return;
      if (size.memory.includes(memory)) return;
      yield {
        path: ['memory'],
        complaint: `with \`cpu\` ${String(size.cpu)} Fargate has ${size.words} MiB, and not ${String(memory)}`,
      };
    },
  },
  {
    name: 'fargate-network-mode',
    breaks: 'registration',
    says: 'A task for Fargate has another network mode than `awsvpc`.',
    *find(task) {
      if (!isForFargate(task) || task.networkMode === 'awsvpc') return;
      yield { path: ['networkMode'], complaint: 'a task for Fargate needs `awsvpc`' };
    },
  },
  {
    name: 'ephemeral-storage-size',
    breaks: 'registration',
    says: 'The ephemeral storage is smaller than 21 or larger than 200 GiB.',
    *find({ ephemeralStorage }) {
      const size = ephemeralStorage?.sizeInGiB;
      if (size === undefined || (size >= 21 && size <= 200)) return;
      yield {
        path: ['ephemeralStorage', 'sizeInGiB'],
        complaint: 'it may be 21 to 200; without `ephemeralStorage` a task on Fargate has 20 GiB',
      };
    },
  },
];
