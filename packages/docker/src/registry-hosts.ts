/**
 * Which registries of ECR a build may pull from, read off the texts that name images. One token is good for all of them
 * that the role may reach, so the builder is logged in to each.
 */
import { privateEcrHost, publicEcrHost } from '@slipway/action-kit/ecr-host';

/** Not where the name goes on: that is a host of somebody else. */
const privateEcr = new RegExp(String.raw`\b${privateEcrHost.source}(?![\w-]|\.\w|:\d)`, 'g');
const publicEcr = new RegExp(String.raw`\b${publicEcrHost.replaceAll('.', '\\.')}(?=[/:\s'"]|$)`);

export interface EcrHosts {
  /** `123456789012.dkr.ecr.eu-west-1.amazonaws.com`, each once, in the order in which they are named. */
  readonly hosts: readonly string[];
  /** Whether the public registry is named, whose token is another. */
  readonly isPublicNamed: boolean;
}

/** @param texts the Dockerfile, locations of build contexts, values of build args. */
export function ecrHostsIn(texts: readonly string[]): EcrHosts {
  const found = texts.flatMap((text) => text.toLowerCase().match(privateEcr) ?? []);
  return { hosts: [...new Set(found)], isPublicNamed: texts.some((text) => publicEcr.test(text)) };
}
