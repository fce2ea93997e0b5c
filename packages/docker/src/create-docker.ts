/** docker buildx behind the gateway's interface: the logins that are written last hold for what runs afterwards. */
import { authOf, privateConfiguration } from './configuration.ts';
import type { DockerWorld } from './docker-program.ts';
import type { Docker } from './docker.ts';
import { findBuilder } from './find-builder.ts';
import { buildCommand, runBuild } from './run-build.ts';
import { lookAtSources } from './sources.ts';

export function createDocker(world: DockerWorld): Docker {
  let environment = world.environment;
  let folder: string | undefined;
  return {
    look: (plan) => lookAtSources(plan, world),
    builder: (boot) => findBuilder(boot, { ...world, environment }),
    logIn: async (logins, announce) => {
      for (const login of logins) {
        world.log.mask(login.password);
        world.log.mask(authOf(login));
      }
      environment = await privateConfiguration(logins, world, (made) => {
        folder = made;
        announce(made);
      });
    },
    logOut: async () => {
      environment = world.environment;
      if (folder !== undefined) await world.files.remove(folder);
      folder = undefined;
    },
    command: (plan, builder) => ['docker', ...buildCommand(plan, builder, 'metadata.json', environment)],
    build: (plan, builder) => runBuild(plan, builder, { ...world, environment }, folder),
  };
}
