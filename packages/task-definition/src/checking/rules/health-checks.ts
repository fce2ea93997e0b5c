/** Health checks, and the times and numbers that ECS takes for them, for starting, stopping and restarting. */
import type { Rule } from '../finding.ts';
import { isForFargate } from '../launch.ts';
import { eachContainer } from '../walk.ts';

/** As the API reference has them; seconds, but for the retries. */
const ranges = [
  ['interval', 5, 300],
  ['timeout', 2, 60],
  ['retries', 1, 10],
  ['startPeriod', 0, 300],
] as const;

const mostExitCodes = 50;

export const healthCheckRules: readonly Rule[] = [
  {
    // ECS registers it (AWS's own example of the OpenTelemetry collector has such a one), and Docker never runs it.
    name: 'health-check-command',
    breaks: 'nothing',
    says: 'The command of a health check does not begin with `CMD`, `CMD-SHELL` or `NONE`, or ends there: it is never run.',
    *find(task) {
      for (const { container, path } of eachContainer(task)) {
        const command = container.healthCheck?.command;
        if (command === undefined) continue;
        const [first = '', ...rest] = command;
        if (first === 'NONE' || ((first === 'CMD' || first === 'CMD-SHELL') && rest.length > 0)) continue;
        yield {
          path: [...path, 'healthCheck', 'command'],
          complaint:
            'it is never run; a list that begins with `CMD` or `CMD-SHELL` is: `["CMD-SHELL", "curl -f http://localhost/"]`',
          decidedBy: [[...path, 'healthCheck', 'command']],
        };
      }
    },
  },
  {
    name: 'health-check-range',
    breaks: 'registration',
    says: 'A health check has an interval outside 5–300 s, a timeout outside 2–60 s, retries outside 1–10 or a start period outside 0–300 s.',
    *find(task) {
      for (const { container, path } of eachContainer(task))
        for (const [member, least, most] of ranges) {
          const value = container.healthCheck?.[member];
          if (value === undefined || (value >= least && value <= most)) continue;
          const unit = member === 'retries' ? '' : ' seconds';
          yield {
            path: [...path, 'healthCheck', member],
            complaint: `it may be ${String(least)} to ${String(most)}${unit}`,
          };
        }
    },
  },
  {
    // On instances the agent's own settings are the limit, and they are not known here.
    name: 'fargate-timeout-range',
    breaks: 'registration',
    says: 'A container for Fargate has a `startTimeout` or `stopTimeout` outside 2–120 s.',
    *find(task) {
      if (!isForFargate(task)) return;
      for (const { container, path } of eachContainer(task))
        for (const member of ['startTimeout', 'stopTimeout'] as const) {
          const value = container[member];
          if (value === undefined || (value >= 2 && value <= 120)) continue;
          yield { path: [...path, member], complaint: 'on Fargate it may be 2 to 120 seconds' };
        }
    },
  },
  {
    name: 'restart-period-range',
    breaks: 'registration',
    says: 'The `restartAttemptPeriod` of a container is outside 60–1800 s.',
    *find(task) {
      for (const { container, path } of eachContainer(task)) {
        const period = container.restartPolicy?.restartAttemptPeriod;
        if (period === undefined || (period >= 60 && period <= 1800)) continue;
        yield {
          path: [...path, 'restartPolicy', 'restartAttemptPeriod'],
          complaint: 'it may be 60 to 1800 seconds',
        };
      }
    },
  },
  {
    name: 'too-many-ignored-exit-codes',
    breaks: 'registration',
    says: `A restart policy ignores more than ${String(mostExitCodes)} exit codes.`,
    *find(task) {
      for (const { container, path } of eachContainer(task)) {
        const codes = container.restartPolicy?.ignoredExitCodes ?? [];
        if (codes.length <= mostExitCodes) continue;
        yield {
          path: [...path, 'restartPolicy', 'ignoredExitCodes', mostExitCodes],
          complaint: `there may be at most ${String(mostExitCodes)}, and these are ${String(codes.length)}`,
        };
      }
    },
  },
];
