/** Dashboards: kept as they were put, shown by nobody. */
import { ServiceError, type Operation } from '../service.ts';
import type { World } from '../world.ts';
import type { CloudClock } from '../ports.ts';
import { pageOf } from './paging.ts';

interface Dashboard {
  readonly name: string;
  /** JSON */
  readonly body: string;
  readonly changedAt: Date;
}

export function dashboardOperations(
  { account }: Pick<World, 'account'>,
  clock: Pick<CloudClock, 'now'>,
): Readonly<Record<string, Operation>> {
  const known = new Map<string, Dashboard>();
  const arnOf = (name: string): string => `arn:aws:cloudwatch::${account}:dashboard/${name}`;
  const named = (name: string): Dashboard => {
    const found = known.get(name);
    if (found === undefined) throw notFound(name);
    return found;
  };
  return {
    PutDashboard: ({ DashboardName, DashboardBody }) => {
      const [name, body] = [String(DashboardName), String(DashboardBody)];
      checkName(name);
      checkBody(body);
      known.set(name, { name, body, changedAt: new Date(clock.now()) });
      return { DashboardValidationMessages: [] };
    },
    GetDashboard: ({ DashboardName }) => {
      const { name, body } = named(String(DashboardName));
      return { DashboardArn: arnOf(name), DashboardBody: body, DashboardName: name };
    },
    DeleteDashboards: ({ DashboardNames }) => {
      // All of them or none.
      const found = (DashboardNames as readonly string[]).map(named);
      for (const { name } of found) known.delete(name);
      return {};
    },
    ListDashboards: ({ DashboardNamePrefix = '', NextToken }) => {
      const found = [...known.values()]
        .filter(({ name }) => name.startsWith(String(DashboardNamePrefix)))
        .sort((one, other) => (one.name < other.name ? -1 : 1))
        .map(({ name, body, changedAt }) => ({
          DashboardName: name,
          DashboardArn: arnOf(name),
          LastModified: changedAt,
          Size: Buffer.byteLength(body),
        }));
      const { items, nextToken } = pageOf(found, { NextToken: tokenOf(NextToken) }, 1000);
      return { DashboardEntries: items, NextToken: nextToken };
    },
  };
}

const tokenOf = (token: unknown): string | undefined => (typeof token === 'string' ? token : undefined);

function checkName(name: string): void {
  if (/^[A-Za-z0-9_-]{1,255}$/.test(name)) return;
  throw invalid('The field DashboardName must be up to 255 letters, digits, hyphens and underscores.');
}

function checkBody(body: string): void {
  if (!isObject(body)) throw invalid('The field DashboardBody must be a valid JSON object');
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

const invalid = (message: string): ServiceError => new ServiceError('DashboardInvalidInputError', message);

const notFound = (name: string): ServiceError =>
  new ServiceError('DashboardNotFoundError', `Dashboard ${name} does not exist`, 404);
