/** The members of the task definition itself that hold one value each, or one small object. */
import type { JsonObject } from '@slipway/documents/value';

/** What is undefined stays as it is. */
export interface TaskMembers {
  readonly family?: string | undefined;
  /** As ECS takes it: units such as `256`, or `.25 vCPU`. */
  readonly cpu?: string | undefined;
  /** As ECS takes it: MiB such as `512`, or `2 GB`. */
  readonly memory?: string | undefined;
  readonly taskRoleArn?: string | undefined;
  readonly executionRoleArn?: string | undefined;
  readonly runtimePlatform?: RuntimePlatform | undefined;
  readonly ephemeralStorage?: { readonly sizeInGiB: number } | undefined;
}

/** In ECS's words. */
export interface RuntimePlatform {
  readonly operatingSystemFamily: string;
  readonly cpuArchitecture: string;
}

export function withTaskMembers(document: JsonObject, members: TaskMembers): JsonObject {
  const given = Object.entries(members).filter(([, value]) => value !== undefined);
  return given.length === 0 ? document : { ...document, ...Object.fromEntries(given) };
}
