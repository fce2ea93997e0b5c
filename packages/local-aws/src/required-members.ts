/**
 * Refuses a request that lacks what its shape requires, with the error name and the sentence that the service in
 * question uses for it. Which members are required is the SDK's knowledge.
 */
import { ServiceError } from './service.ts';
import type { ServiceId, Shape } from './shapes.ts';

/** @throws ServiceError for the first required member that is missing, at any depth */
export function requireMembers(service: ServiceId, shape: Shape, value: unknown): void {
  const path = firstMissing(shape, value, '');
  if (path !== undefined) throw missing[service](path);
}

function firstMissing(shape: Shape, value: unknown, path: string): string | undefined {
  if (shape.kind === 'list') {
    return firstOf(value as readonly unknown[], (item, at) =>
      firstMissing(shape.item(), item, `${path}.${at + 1}.member`),
    );
  }
  if (shape.kind === 'map') {
    return firstOf(Object.entries(value as object), ([key, item]) =>
      firstMissing(shape.value(), item, `${path}.${key}`),
    );
  }
  if (shape.kind !== 'structure') return undefined;
  const record = value as Readonly<Record<string, unknown>>;
  return firstOf([...shape.members], ([name, member]) => {
    const at = path === '' ? name : `${path}.${name}`;
    if (record[name] === undefined) return member.required ? at : undefined;
    return firstMissing(member.shape(), record[name], at);
  });
}

function firstOf<T>(
  items: readonly T[],
  find: (item: T, at: number) => string | undefined,
): string | undefined {
  for (const [at, item] of items.entries()) {
    const found = find(item, at);
    if (found !== undefined) return found;
  }
  return undefined;
}

const constraint = (path: string): string =>
  `1 validation error detected: Value null at '${path}' failed to satisfy constraint: Member must not be null`;

const missing: Readonly<Record<ServiceId, (path: string) => ServiceError>> = {
  ecs: (path) =>
    new ServiceError(
      path === 'family' || path.startsWith('containerDefinitions')
        ? 'ClientException'
        : 'InvalidParameterException',
      `${path} can not be null.`,
    ),
  ecr: (path) =>
    new ServiceError(
      'InvalidParameterException',
      `Invalid parameter at '${path}' failed to satisfy constraint: 'must not be null'`,
    ),
  inspector2: (path) => new ServiceError('ValidationException', constraint(path)),
  autoscaling: (path) => new ServiceError('ValidationException', constraint(path)),
  logs: (path) => new ServiceError('InvalidParameterException', constraint(path)),
  elbv2: (path) => new ServiceError('ValidationError', constraint(path)),
  sts: (path) => new ServiceError('ValidationError', constraint(path)),
  cloudwatch: (path) =>
    new ServiceError('MissingRequiredParameterException', `The parameter ${path} is required.`),
};
