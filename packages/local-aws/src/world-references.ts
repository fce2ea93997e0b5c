/** What one part of a world says of another: a service's cluster, task definition and target group. Pure. */
import { nearest } from './nearest.ts';
import type { World } from './world.ts';
import { pathText, type WorldPath } from './world-lines.ts';
import type { WorldProblem } from './world-schema.ts';

export function brokenReferences(world: World): WorldProblem[] {
  const families = world.taskDefinitions.map(({ family }) => String(family));
  const groups = world.loadBalancers.map(({ targetGroup }) => targetGroup.name);
  const clusters = world.clusters.map(({ name }) => name);
  const repositories = world.repositories.map(({ name }) => name);
  return [
    ...world.services.flatMap(({ cluster, taskDefinition, loadBalancer }, at) => [
      ...unknown(['services', at, 'cluster'], cluster, clusters, 'clusters'),
      ...taskDefinitionProblems(['services', at, 'taskDefinition'], taskDefinition, families),
      ...(loadBalancer === undefined
        ? []
        : unknown(
            ['services', at, 'loadBalancer', 'targetGroup'],
            loadBalancer.targetGroup,
            groups,
            'loadBalancers[].targetGroup',
          )),
      ...containerProblems(world, at),
      ...hookProblems(world, at),
    ]),
    // Where the world has no repository, somebody else makes them: Terraform.
    ...(repositories.length === 0 ? [] : world.images).flatMap(({ repository }, at) =>
      unknown(['images', at, 'repository'], repository, repositories, 'repositories'),
    ),
    ...[
      ...twice('clusters', clusters),
      ...twice('repositories', repositories),
      ...twice(
        'services',
        world.services.map(({ cluster, name }) => `${cluster}/${name}`),
      ),
      ...twice(
        'roles',
        (world.roles ?? []).map(({ name }) => name),
      ),
      ...twice(
        'roles',
        (world.roles ?? []).map(({ accessKeyId }) => accessKeyId),
      ),
      ...twice(
        'alarms',
        world.alarms.map(({ name }) => name),
      ),
      ...twice(
        'loadBalancers',
        world.loadBalancers.map(({ name }) => name),
      ),
      ...twice(
        'loadBalancers',
        world.loadBalancers.map(({ alternateTargetGroup }) => alternateTargetGroup),
        groups,
      ),
    ],
  ];
}

function taskDefinitionProblems(path: WorldPath, name: string, families: readonly string[]): WorldProblem[] {
  const [family = '', revision] = name.split(':');
  const revisions = families.filter((each) => each === family).length;
  if (revisions === 0) return unknown(path, family, families, 'taskDefinitions[].family');
  if (revision === undefined || (Number(revision) >= 1 && Number(revision) <= revisions)) return [];
  const sentence = `\`${name}\` is not there: taskDefinitions has ${revisions} of ${family}`;
  return [{ path, sentence }];
}

/** A load balancer sends to a container, by name, on a port that the task definition maps. */
function containerProblems({ services, taskDefinitions }: World, at: number): WorldProblem[] {
  const { loadBalancer, taskDefinition: name = '' } = services[at] ?? {};
  const definition = definitionOf(taskDefinitions, name);
  if (loadBalancer === undefined || definition === undefined) return [];
  const { containerName, containerPort } = loadBalancer;
  const path = ['services', at, 'loadBalancer'] as const;
  const containers = definition.containerDefinitions as readonly Container[];
  const container = containers.find((each) => each.name === containerName);
  if (container === undefined) {
    const known = containers.map((each) => String(each.name));
    return unknown([...path, 'containerName'], containerName, known, `the containers of ${name}`);
  }
  if (container.portMappings?.some((each) => each.containerPort === containerPort) === true) return [];
  const sentence = `container ${containerName} of ${name} maps no port ${containerPort}`;
  return [{ path: [...path, 'containerPort'], sentence }];
}

/** A hook of a function names one that the world knows. */
function hookProblems({ services, functions = [] }: World, at: number): WorldProblem[] {
  const known = functions.map(({ name }) => name);
  return (services[at]?.lifecycleHooks ?? []).flatMap(({ targetType, function: name }, hook) => {
    const path = ['services', at, 'lifecycleHooks', hook] as const;
    if (name !== undefined && targetType === 'AWS_LAMBDA') {
      return unknown([...path, 'function'], name, known, 'functions');
    }
    if (name === undefined && targetType === 'PAUSE') return [];
    const sentence =
      name === undefined
        ? `the key \`function\` is missing in ${pathText(path)}: a hook of targetType AWS_LAMBDA calls one`
        : `\`${pathText([...path, 'function'])}\` has no meaning for a hook of targetType PAUSE`;
    return [{ path, sentence }];
  });
}

/** As far as it is read here; world-file.ts has checked that ECS would take it. */
interface Container {
  readonly name?: unknown;
  readonly portMappings?: readonly { readonly containerPort?: unknown }[];
}

/** Undefined when it is not there, which is a problem of its own. */
function definitionOf(
  taskDefinitions: World['taskDefinitions'],
  name: string,
): World['taskDefinitions'][number] | undefined {
  const [family, revision] = name.split(':');
  const revisions = taskDefinitions.filter((each) => String(each.family) === family);
  return revisions.at(revision === undefined ? -1 : Number(revision) - 1);
}

function unknown(path: WorldPath, name: string, known: readonly string[], list: string): WorldProblem[] {
  if (known.includes(name)) return [];
  const near = nearest(name, known);
  const hint = near === undefined ? '' : `: did you mean \`${near}\`?`;
  return [{ path, sentence: `\`${name}\` is not among ${list}${hint}` }];
}

/** @param also names that are taken besides */
const twice = (
  list: string,
  names: readonly (string | undefined)[],
  also: readonly string[] = [],
): WorldProblem[] =>
  names.flatMap((name, at) =>
    name === undefined || (names.indexOf(name) === at && !also.includes(name))
      ? []
      : [{ path: [list, at], sentence: `\`${name}\` stands twice in ${list}` }],
  );
