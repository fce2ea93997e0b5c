/**
 * What is asked, whichever place asks for it: an input that is set, else the policy file, else the default. The
 * defaults stand here and not in action.yml, because what has a default there would always be set.
 */
import type { Inputs } from './inputs.ts';
import { defaultBudgets } from './findings/severities.ts';
import { day } from './policy/days.ts';
import type { PolicyFile } from './policy/policy-file.ts';
import type { BaselineSource, Policy } from './policy/policy.ts';

export interface Settings {
  readonly policy: Policy;
  readonly baseline: BaselineSource;
  /** Milliseconds. */
  readonly timeout: number;
  /** Milliseconds. */
  readonly ignoreMaxAge: number;
  readonly ignoreFile: string | undefined;
  readonly vexFiles: readonly string[];
  readonly kevFile: string | undefined;
  readonly epssFile: string | undefined;
}

const minute = 60_000;

export function settingsOf(inputs: Inputs, file: PolicyFile = {}): Settings {
  return {
    policy: {
      budgets: inputs.failOn ?? file.failOn ?? defaultBudgets,
      fixableOnly: inputs.fixableOnly ?? file.fixableOnly ?? false,
      newOnly: inputs.newOnly ?? file.newOnly ?? false,
      kev: inputs.kev ?? file.kev ?? 'off',
      epssAbove: inputs.epssAbove ?? file.epssAbove,
      maxAge: inputs.maxAge ?? file.maxAge ?? new Map(),
      packages: inputs.packages ?? file.packages ?? [],
      paths: inputs.paths ?? file.paths ?? [],
      tolerances: {
        unscannable: inputs.onUnscannable ?? file.onUnscannable ?? 'fail',
        'timed-out': inputs.onTimedOut ?? file.onTimedOut ?? 'fail',
        'not-configured': inputs.onNotConfigured ?? file.onNotConfigured ?? 'fail',
      },
    },
    baseline: inputs.baseline ?? file.baseline ?? { kind: 'none' },
    timeout: inputs.timeout ?? file.timeout ?? 10 * minute,
    ignoreMaxAge: inputs.ignoreMaxAge ?? file.ignoreMaxAge ?? 90 * day,
    ignoreFile: inputs.ignoreFile ?? file.ignoreFile,
    vexFiles: inputs.vexFile ?? file.vexFile ?? [],
    kevFile: inputs.kevFile ?? file.kevFile,
    epssFile: inputs.epssFile ?? file.epssFile,
  };
}
