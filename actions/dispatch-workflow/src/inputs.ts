/** The inputs of dispatch-workflow: one parser each. */
import { optional, required, type InputsOf, type InputTable } from '@slipway/action-kit/inputs';
import {
  boolean,
  durationOfAtLeast,
  matching,
  refined,
  repositorySlug,
  secretText,
  text,
  Unreadable,
  type Parser,
} from '@slipway/action-kit/parsers';
import type { contract } from './contract.ts';
import { workflowInputs } from './workflow-inputs.ts';

const workflowWords = 'the file name of a workflow such as `release.yml`, or its id';

/** A path is taken too, as its file name: GitHub knows no other folder. */
const workflow: Parser<string> = refined(
  matching(/^(?:\.github\/workflows\/)?(?:[\w][\w .-]*\.ya?ml|\d+)$/, workflowWords),
  workflowWords,
  (path) => path.replace('.github/workflows/', ''),
);

/** `true` or `false`, or a JSON list as jobs pass it on: whether it holds anything. */
const condition: Parser<boolean> = {
  expects: '`true`, `false` or a JSON list',
  read: (value) => {
    if (value === 'true' || value === 'false') return value === 'true';
    try {
      const parsed: unknown = JSON.parse(value);
      if (Array.isArray(parsed)) return parsed.length > 0;
    } catch {
      // Not JSON: said below.
    }
    throw new Unreadable();
  },
};

export const inputs = {
  workflow: required(workflow),
  ref: optional(text),
  repository: optional(repositorySlug),
  token: required(secretText),
  inputs: optional(workflowInputs),
  wait: required(boolean),
  timeout: required(durationOfAtLeast(1000)),
  when: optional(condition),
  'dry-run': required(boolean),
} satisfies InputTable<typeof contract>;

export type Inputs = InputsOf<typeof inputs>;
