/** What containers of a task wait for, and which of them they name: by `dependsOn`, `links` and `volumesFrom`. */
import type { TaskDefinition } from '../../schema.ts';
import type { Rule } from '../finding.ts';
import { insteadOf, listed } from '../naming.ts';
import { containerNames, eachContainer, eachItem, type ContainerAt, type ItemAt } from '../walk.ts';

/** Why a name is none of a container that can be meant; undefined when it is one. */
function strange(task: TaskDefinition, { container }: ItemAt<unknown>, wanted: string): string | undefined {
  const names = containerNames(task);
  if (names.includes(wanted)) return undefined;
  const others = names.filter((name) => name !== container.name);
  return `there is no container of this name${insteadOf(wanted, others, 'there is no other container')}`;
}

export const dependencyRules: readonly Rule[] = [
  {
    name: 'unknown-dependency',
    breaks: 'registration',
    says: 'A container depends on one that is not there.',
    *find(task) {
      for (const each of eachItem(task, 'dependsOn')) {
        const complaint = strange(task, each, each.item.containerName ?? each.container.name ?? '');
        if (complaint === undefined || each.item.containerName === undefined) continue;
        yield { path: [...each.path, 'containerName'], complaint };
      }
    },
  },
  {
    name: 'self-dependency',
    breaks: 'registration',
    says: 'A container depends on itself.',
    *find(task) {
      for (const { container, item, path } of eachItem(task, 'dependsOn')) {
        if (item.containerName === undefined || item.containerName !== container.name) continue;
        yield { path: [...path, 'containerName'], complaint: 'a container can not wait for itself' };
      }
    },
  },
  {
    name: 'dependency-cycle',
    breaks: 'registration',
    says: 'Containers depend on each other in a ring.',
    *find(task) {
      const named = byName(task);
      const told = new Set<string>();
      for (const { container, item, path } of eachItem(task, 'dependsOn')) {
        const { name = '' } = container;
        const way = wayBetween(named, item.containerName ?? '', name);
        if (way === undefined || way.length < 2 || way.some((each) => told.has(each))) continue;
        for (const each of way) told.add(each);
        yield {
          path: [...path, 'containerName'],
          complaint: `the containers ${listed(way)} wait for each other in a ring`,
        };
      }
    },
  },
  {
    name: 'healthy-without-health-check',
    breaks: 'registration',
    says: 'A container waits until another is `HEALTHY` that has no health check.',
    *find(task) {
      const named = byName(task);
      for (const { item, path } of eachItem(task, 'dependsOn')) {
        const target = named.get(item.containerName);
        if (item.condition !== 'HEALTHY' || target === undefined) continue;
        if (target.container.healthCheck !== undefined) continue;
        yield {
          path: [...path, 'condition'],
          complaint: 'that container has no `healthCheck`, so nothing tells when it is healthy',
          decidedBy: [[...target.path, 'healthCheck']],
        };
      }
    },
  },
  {
    name: 'completion-of-essential',
    breaks: 'registration',
    says: 'A container waits for the end of another that is essential: with it the task ends.',
    *find(task) {
      const named = byName(task);
      for (const { container, item, path } of eachItem(task, 'dependsOn')) {
        const target = named.get(item.containerName);
        const waitsForEnd = item.condition === 'COMPLETE' || item.condition === 'SUCCESS';
        if (!waitsForEnd || target === undefined || target.container.essential === false) continue;
        if (item.containerName === container.name) continue;
        yield {
          path: [...path, 'condition'],
          complaint: 'that container is essential, so the task ends with it; mark it `essential: false`',
          decidedBy: [[...target.path, 'essential']],
        };
      }
    },
  },
  {
    name: 'unknown-link',
    breaks: 'registration',
    says: 'A container is linked to one that is not there.',
    *find(task) {
      for (const each of eachItem(task, 'links')) {
        const complaint = strange(task, each, each.item.replace(/:.*$/s, ''));
        if (complaint !== undefined) yield { path: each.path, complaint };
      }
    },
  },
  {
    name: 'unknown-volumes-from',
    breaks: 'registration',
    says: 'A container takes the volumes of one that is not there.',
    *find(task) {
      for (const each of eachItem(task, 'volumesFrom')) {
        if (each.item.sourceContainer === undefined) continue;
        const complaint = strange(task, each, each.item.sourceContainer);
        if (complaint !== undefined) yield { path: [...each.path, 'sourceContainer'], complaint };
      }
    },
  },
];

type Named = ReadonlyMap<string | undefined, ContainerAt>;

/** The first of each name. */
function byName(task: TaskDefinition): Named {
  const named = eachContainer(task).flatMap((each): [string, ContainerAt][] =>
    each.container.name === undefined ? [] : [[each.container.name, each]],
  );
  return new Map(named.reverse());
}

/** The containers from one to another along what they depend on, both included; undefined when none leads there. */
function wayBetween(named: Named, from: string, to: string): readonly string[] | undefined {
  const before = new Map<string, string | undefined>([[from, undefined]]);
  // A Map goes on to what is put into it on the way.
  for (const here of before.keys()) {
    if (here === to) return [to, ...wayBefore(before, to)];
    for (const { containerName = '' } of named.get(here)?.container.dependsOn ?? [])
      if (!before.has(containerName)) before.set(containerName, here);
  }
  return undefined;
}

/** @param before name → the one that led there. */
function wayBefore(before: ReadonlyMap<string, string | undefined>, to: string): readonly string[] {
  const way: string[] = [];
  for (let at = before.get(to); at !== undefined; at = before.get(at)) way.push(at);
  return way.reverse();
}
