/** How much GitHub keeps: of one value, and in each scope. Documented limits; sizes in bytes. */
import type { Inputs } from './inputs.ts';

export type Scope = Inputs['scope'];

export const largestValue = 48 * 1024;

export const mostVariables: Readonly<Record<Scope, number>> = {
  repository: 500,
  environment: 100,
  organization: 1000,
};

const kilobyte = 1024;

/**
 * What all variables of repository and organization may have together in one run: GitHub leaves out in silence what
 * exceeds it, by name. Undefined for an environment, whose variables don't count.
 */
export function largestTogether(scope: Scope, isEnterpriseServer: boolean): number | undefined {
  if (scope === 'environment') return undefined;
  return isEnterpriseServer ? 10 * kilobyte * kilobyte : 256 * kilobyte;
}

/** @param serverUrl of the job, such as `https://github.com`. */
export function isEnterpriseServer(serverUrl: string): boolean {
  const host = URL.canParse(serverUrl) ? new URL(serverUrl).hostname : '';
  return host !== 'github.com' && !host.endsWith('.ghe.com');
}

export const sizeOf = (value: string): number => Buffer.byteLength(value);
export const totalSize = (variables: readonly { readonly value: string }[]): number =>
  variables.reduce((sum, { value }) => sum + sizeOf(value), 0);
export const inKilobytes = (bytes: number): string => `${String(Math.ceil(bytes / kilobyte))} KB`;
