/** The variables that the infrastructure workflow would have published for a world. Pure. */
import type { World } from '@slipway/local-aws/world';

const duties = { AWS_ROLE_BUILD: 'build', AWS_ROLE_SCAN: 'scan', AWS_ROLE_DEPLOY: 'deploy' } as const;

/** Of the first service of the world, and what goes with it; a name that the world has nothing for is left out. */
export function variablesOf(world: World): Readonly<Record<string, string>> {
  const [service] = world.services;
  const found = {
    AWS_REGION: world.region,
    ECS_CLUSTER: service?.cluster ?? world.clusters[0]?.name,
    ECS_SERVICE: service?.name,
    ECR_REPOSITORY: repositoryOf(world),
    ECS_TASK_TEMPLATE: templateOf(world),
    ...Object.fromEntries(Object.entries(duties).map(([name, duty]) => [name, roleArn(world, duty)])),
  };
  const known = Object.entries(found).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(known);
}

/** The one of the service's name, else the first. */
function repositoryOf({ repositories, services: [service] }: World): string | undefined {
  return (repositories.find(({ name }) => name === service?.name) ?? repositories[0])?.name;
}

/** The family that is called so, else the one that the service was made with. */
function templateOf({ taskDefinitions, services: [service] }: World): string | undefined {
  const families = taskDefinitions.map(({ family }) => String(family));
  const called = families.filter((family) => /template/i.test(family));
  const own = called.find((family) => family.startsWith(service?.name ?? ''));
  return own ?? called[0] ?? service?.taskDefinition.replace(/:\d+$/, '') ?? families[0];
}

/** A role of the world whose name tells the duty, so that its policies hold; else one that may do everything. */
function roleArn({ account, roles = [] }: World, duty: string): string {
  const role = roles.find(({ name }) => name.toLowerCase().includes(duty));
  return `arn:aws:iam::${account}:role${role?.path ?? '/'}${role?.name ?? `slipway-${duty}`}`;
}
