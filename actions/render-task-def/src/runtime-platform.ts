/** Reads the platform of a task, in ECS's words or in docker's. */
import { Unreadable, type Parser } from '@slipway/action-kit/parsers';
import type { RuntimePlatform } from '@slipway/task-definition/changing/task-members';

/** What docker calls otherwise than ECS. */
const architectures: ReadonlyMap<string, string> = new Map([
  ['AMD64', 'X86_64'],
  ['ARM64/V8', 'ARM64'],
]);

/** Whether ECS knows what it comes to is for the check to tell. */
export const runtimePlatform: Parser<RuntimePlatform> = {
  expects: 'system/architecture, such as `LINUX/X86_64` or `linux/arm64`',
  read: (text) => {
    const [, system, architecture] = /^(\w+)\/(\w+(?:\/v8)?)$/.exec(text) ?? [];
    if (system === undefined || architecture === undefined) throw new Unreadable();
    const asEcs = architecture.toUpperCase();
    return {
      operatingSystemFamily: system.toUpperCase(),
      cpuArchitecture: architectures.get(asEcs) ?? asEcs,
    };
  },
};
