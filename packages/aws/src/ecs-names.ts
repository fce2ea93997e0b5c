/** A service as its callers name it, and in the words of a failure. */

export interface ServiceName {
  readonly cluster: string;
  readonly service: string;
}

export const about = ({ cluster, service }: ServiceName): string =>
  `service ${service} in cluster ${cluster}`;
