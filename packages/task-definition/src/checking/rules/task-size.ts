/** Memory and CPU: of the task on any kind of capacity, and of its containers within it. */
import type { Rule } from '../finding.ts';
import { isForFargate } from '../launch.ts';
import { cpuUnits, mebibytes } from '../task-size.ts';
import { eachContainer } from '../walk.ts';

/** "Supported values are between 128 CPU units and 196608 CPU units", says RegisterTaskDefinition of `cpu`. */
const isTaskCpu = (units: number): boolean => units >= 128 && units <= 196_608;

export const taskSizeRules: readonly Rule[] = [
  {
    name: 'task-cpu',
    breaks: 'registration',
    says: 'The `cpu` of the task is spelt as ECS does not read it, or out of its range.',
    *find(task) {
      if (task.cpu === undefined) return;
      const units = cpuUnits(task.cpu);
      // The sizes of Fargate are a rule of their own.
      if (units !== undefined && (isTaskCpu(units) || isForFargate(task))) return;
      yield {
        path: ['cpu'],
        complaint: 'it must be CPU units, 128 to 196608, such as `"256"`, or vCPUs such as `"0.25 vCPU"`',
        decidedBy: [['requiresCompatibilities']],
      };
    },
  },
  {
    name: 'task-memory',
    breaks: 'registration',
    says: 'The `memory` of the task is spelt as ECS does not read it.',
    *find({ memory }) {
      if (memory === undefined || (mebibytes(memory) ?? 0) > 0) return;
      yield { path: ['memory'], complaint: 'it must be MiB such as `"512"`, or GB such as `"0.5 GB"`' };
    },
  },
  {
    name: 'container-without-memory',
    breaks: 'registration',
    says: 'Neither the task nor the container has memory.',
    *find(task) {
      if (task.memory !== undefined || isForFargate(task)) return;
      for (const { container, path } of eachContainer(task)) {
        if ((container.memory ?? 0) > 0 || (container.memoryReservation ?? 0) > 0) continue;
        yield {
          path: [...path, 'memory'],
          complaint: 'it or `memoryReservation` must be there, because the task has no `memory`',
          decidedBy: [['memory'], ['requiresCompatibilities'], [...path, 'memoryReservation']],
        };
      }
    },
  },
  {
    name: 'memory-below-reservation',
    breaks: 'registration',
    says: 'The `memory` of a container is less than its `memoryReservation`.',
    *find(task) {
      for (const { container, path } of eachContainer(task)) {
        const { memory, memoryReservation } = container;
        if (memory === undefined || memoryReservation === undefined || memory >= memoryReservation) continue;
        yield {
          path: [...path, 'memory'],
          complaint: `it must not be less than the \`memoryReservation\` of ${String(memoryReservation)}`,
        };
      }
    },
  },
  {
    name: 'container-memory-above-task',
    breaks: 'registration',
    says: 'A container may use more memory than its task has, or all together reserve more.',
    *find(task) {
      const limit = mebibytes(task.memory ?? '');
      if (limit === undefined) return;
      const containers = eachContainer(task);
      const over = containers.filter(({ container }) => (container.memory ?? 0) > limit);
      for (const { path } of over)
        yield { path: [...path, 'memory'], complaint: `it is more than the task's ${String(limit)} MiB` };
      const reserved = sum(containers.map(({ container }) => container.memoryReservation));
      if (over.length === 0 && reserved > limit)
        yield {
          path: ['memory'],
          complaint: `the containers reserve ${String(reserved)} MiB, which is more than the task has`,
        };
    },
  },
  {
    name: 'container-cpu-above-task',
    breaks: 'registration',
    says: 'The containers have more `cpu` than their task.',
    *find(task) {
      const limit = cpuUnits(task.cpu ?? '');
      const asked = sum(eachContainer(task).map(({ container }) => container.cpu));
      if (limit === undefined || asked <= limit) return;
      yield {
        path: ['cpu'],
        complaint: `the containers ask for ${String(asked)} CPU units, which is more than the task has`,
      };
    },
  },
  {
    name: 'least-memory',
    breaks: 'start',
    says: 'A container has less memory than the 6 MiB that Docker gives at least.',
    *find(task) {
      for (const { container, path } of eachContainer(task))
        for (const member of ['memory', 'memoryReservation'] as const) {
          const memory = container[member];
          if (memory === undefined || memory >= 6 || memory === 0) continue;
          yield { path: [...path, member], complaint: 'Docker gives no container less than 6 MiB' };
        }
    },
  },
];

const sum = (amounts: readonly (number | undefined)[]): number =>
  amounts.reduce<number>((total, amount) => total + (amount ?? 0), 0);
