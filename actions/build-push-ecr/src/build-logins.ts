/** The logins that a build needs: for the repository, its cache, and each ECR registry that it takes images from. */
import { publicEcrHost } from '@slipway/action-kit/ecr-host';
import { asFailure, withoutHint } from '@slipway/action-kit/failures';
import type { BuildPlan } from '@slipway/docker/build-plan';
import type { Docker, RegistryLogins } from '@slipway/docker/docker';
import { ecrHostsIn } from '@slipway/docker/registry-hosts';
import type { Place } from './place.ts';
import type { Logins } from './ports.ts';

export interface LoginWorld {
  readonly docker: Docker;
  readonly logins: Logins;
  /** Told the folder that the logins lie in before they do, for the post step. */
  readonly keepFolder: (folder: string) => void;
  readonly log: { info(line: string): void };
}

/** Hands docker the logins. What can't be had for a base image is told: it may be public. */
export async function loginsFor(
  { dockerfile }: { readonly dockerfile: string | undefined },
  plan: BuildPlan,
  { registryHost }: Place,
  { docker, logins, keepFolder, log }: LoginWorld,
): Promise<void> {
  const found: RegistryLogins[] = [...(await loginAt(registryHost, registryHost, logins))];
  for (const host of basesOf(dockerfile ?? '', plan)) {
    if (host === registryHost) continue;
    try {
      found.push(...(await loginAt(host, registryHost, logins)));
    } catch (error) {
      log.info(
        `No login for ${host}, images are pulled from it without one: ${withoutHint(asFailure(error))}`,
      );
    }
  }
  await docker.logIn(found, keepFolder);
}

function basesOf(dockerfile: string, { buildContexts, buildArgs }: BuildPlan): readonly string[] {
  const texts = [
    dockerfile,
    ...buildContexts.map(({ location }) => location),
    ...buildArgs.map(({ value = '' }) => value),
  ];
  const { hosts, isPublicNamed } = ecrHostsIn(texts);
  return isPublicNamed ? [...hosts, publicEcrHost] : hosts;
}

async function loginAt(host: string, own: string, logins: Logins): Promise<readonly RegistryLogins[]> {
  const login = await logins.at(host, own);
  return login === undefined ? [] : [{ hosts: [host], username: login.username, password: login.password }];
}
