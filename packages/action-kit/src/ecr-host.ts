/**
 * Which hosts are registries of ECR. A token of AWS may go to them alone, and a name that merely looks like one of them
 * must not get it: so there is one list, for whoever logs in.
 */

/** Its images are public; it has a token of its own. */
export const publicEcrHost = 'public.ecr.aws';

/** The name of a private registry, wherever it stands in a text; what stands around it is for the caller to judge. */
export const privateEcrHost =
  /\d{12}\.dkr(?:\.ecr(?:-fips)?|-ecr(?:-fips)?)\.([a-z0-9-]+)\.(?:amazonaws\.(?:com\.cn|com|eu)|on\.aws|on\.amazonwebservices\.com\.cn|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)/;

const wholeName = new RegExp(`^${privateEcrHost.source}$`);

/** The region that stands in the name of a private registry; undefined for any other host. */
export const ecrRegionOf = (host: string): string | undefined => wholeName.exec(host)?.[1];

export const isEcrHost = (host: string): boolean => host === publicEcrHost || ecrRegionOf(host) !== undefined;

/** Of the registry of an account, in AWS's own partition or China's. */
export const ecrHostOf = (account: string, region: string): string =>
  `${account}.dkr.ecr.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
