/**
 * Which registries of ECR a build may pull from, read off the texts that name images. One token is good for all of them
 * that the role may reach, so the builder is logged in to each.
 */

/** Hosts of AWS only: a name that merely begins like one must never be given a token. */
const privateEcr =
  /\b\d{12}\.dkr(?:\.ecr(?:-fips)?|-ecr(?:-fips)?)\.[a-z0-9-]+\.(?:amazonaws\.(?:com\.cn|com|eu)|on\.aws|on\.amazonwebservices\.com\.cn|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)(?![\w-]|\.\w|:\d)/g;
const publicEcr = /\bpublic\.ecr\.aws(?=[/:\s'"]|$)/;

export interface EcrHosts {
  /** `123456789012.dkr.ecr.eu-west-1.amazonaws.com`, each once, in the order in which they are named. */
  readonly hosts: readonly string[];
  /** Whether public.ecr.aws is named, whose token is another. */
  readonly isPublicNamed: boolean;
}

/** @param texts the Dockerfile, locations of build contexts, values of build args. */
export function ecrHostsIn(texts: readonly string[]): EcrHosts {
  const found = texts.flatMap((text) => text.toLowerCase().match(privateEcr) ?? []);
  return { hosts: [...new Set(found)], isPublicNamed: texts.some((text) => publicEcr.test(text)) };
}
