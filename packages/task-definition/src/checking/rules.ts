/** Every rule beyond the schema, by subject. The README's table is made of this list. */
import type { Rule } from './finding.ts';
import { containerRules } from './rules/containers.ts';
import { dependencyRules } from './rules/dependencies.ts';
import { environmentRules } from './rules/environment.ts';
import { fargateMemberRules } from './rules/fargate-members.ts';
import { fargateSizeRules } from './rules/fargate-size.ts';
import { healthCheckRules } from './rules/health-checks.ts';
import { imageRules } from './rules/images.ts';
import { linuxRules } from './rules/linux.ts';
import { logRouterRules } from './rules/log-routers.ts';
import { logRules } from './rules/logs.ts';
import { mountRules } from './rules/mounts.ts';
import { nameRules } from './rules/names.ts';
import { networkRules } from './rules/network.ts';
import { plainTextRules } from './rules/plain-text.ts';
import { platformRules } from './rules/platform.ts';
import { portRules } from './rules/ports.ts';
import { roleRules } from './rules/roles.ts';
import { tagRules } from './rules/tags.ts';
import { taskRules } from './rules/task.ts';
import { taskSizeRules } from './rules/task-size.ts';
import { unwiseRules } from './rules/unwise.ts';
import { volumeRules } from './rules/volumes.ts';

export const rules: readonly Rule[] = [
  ...taskRules,
  ...nameRules,
  ...containerRules,
  ...taskSizeRules,
  ...fargateSizeRules,
  ...fargateMemberRules,
  ...imageRules,
  ...platformRules,
  ...networkRules,
  ...portRules,
  ...environmentRules,
  ...roleRules,
  ...dependencyRules,
  ...volumeRules,
  ...mountRules,
  ...healthCheckRules,
  ...logRules,
  ...logRouterRules,
  ...linuxRules,
  ...tagRules,
  ...unwiseRules,
  ...plainTextRules,
];
