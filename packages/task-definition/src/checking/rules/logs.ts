/** Options of log drivers: what each needs, and what none has. */
import type { Container, TaskDefinition } from '../../schema.ts';
import type { Rule } from '../finding.ts';
import { isForFargate } from '../launch.ts';
import { nearest } from '@slipway/action-kit/nearest';
import type { Path } from '@slipway/documents/value';
import { listed, quoted } from '../naming.ts';
import { eachContainer } from '../walk.ts';

const awslogsOptions = [
  'awslogs-create-group',
  'awslogs-datetime-format',
  'awslogs-group',
  'awslogs-multiline-pattern',
  'awslogs-region',
  'awslogs-stream-prefix',
];

const needed: Readonly<Record<string, readonly string[]>> = {
  awslogs: ['awslogs-group', 'awslogs-region'],
  splunk: ['splunk-token', 'splunk-url'],
};

interface LogAt {
  readonly driver: string;
  readonly options: Readonly<Record<string, string>>;
  readonly secretNames: readonly string[];
  readonly path: Path;
  readonly container: Container;
}

function eachLog(task: TaskDefinition): readonly LogAt[] {
  return eachContainer(task).flatMap(({ container, path }) => {
    const { logDriver, options = {}, secretOptions = [] } = container.logConfiguration ?? {};
    if (logDriver === undefined) return [];
    const secretNames = secretOptions.map(({ name = '' }) => name);
    return [{ driver: logDriver, options, secretNames, path: [...path, 'logConfiguration'], container }];
  });
}

export const logRules: readonly Rule[] = [
  {
    name: 'log-option-missing',
    breaks: 'registration',
    says: 'A log driver lacks an option that it needs: `awslogs-group` and `awslogs-region`, or `splunk-token` and `splunk-url`.',
    *find(task) {
      for (const { driver, options, secretNames, path } of eachLog(task)) {
        const missing = (needed[driver] ?? []).filter(
          (option) => options[option] === undefined && !secretNames.includes(option),
        );
        if (missing.length === 0) continue;
        yield { path: [...path, 'options'], complaint: `${quoted(driver)} needs ${listed(missing)}` };
      }
    },
  },
  {
    name: 'stream-prefix-missing',
    breaks: 'registration',
    says: 'A container for Fargate writes to `awslogs` without `awslogs-stream-prefix`.',
    *find(task) {
      if (!isForFargate(task)) return;
      for (const { driver, options, path } of eachLog(task)) {
        if (driver !== 'awslogs' || options['awslogs-stream-prefix'] !== undefined) continue;
        yield {
          path: [...path, 'options', 'awslogs-stream-prefix'],
          complaint: 'Fargate needs it to name the streams of a task',
        };
      }
    },
  },
  {
    name: 'unknown-log-option',
    breaks: 'registration',
    says: 'An option begins with `awslogs-` and is none that ECS has.',
    *find(task) {
      for (const { driver, options, path } of eachLog(task)) {
        if (driver !== 'awslogs') continue;
        for (const option of Object.keys(options)) {
          if (!option.startsWith('awslogs-') || awslogsOptions.includes(option)) continue;
          const meant = nearest(option, awslogsOptions);
          yield {
            path: [...path, 'options', option],
            complaint: `ECS has no such option${meant === undefined ? '' : `; did you mean ${quoted(meant)}?`}`,
          };
        }
      }
    },
  },
  {
    // Docker refuses it when the container is created.
    name: 'log-mode',
    breaks: 'start',
    says: 'The `mode` of a log driver is neither `blocking` nor `non-blocking`.',
    *find(task) {
      for (const { options, path } of eachLog(task)) {
        if (options.mode === undefined || ['blocking', 'non-blocking'].includes(options.mode)) continue;
        yield { path: [...path, 'options', 'mode'], complaint: 'it must be `blocking` or `non-blocking`' };
      }
    },
  },
  {
    // Docker refuses it when the container is created.
    name: 'log-buffer-size',
    breaks: 'start',
    says: 'The `max-buffer-size` of a log driver is no size such as `10m`.',
    *find(task) {
      for (const { options, path } of eachLog(task)) {
        const size = options['max-buffer-size'];
        if (size === undefined || /^\d+(?:\.\d+)? ?(?:[kmgt]i?)?b?$/i.test(size)) continue;
        yield { path: [...path, 'options', 'max-buffer-size'], complaint: 'it must be a size such as `10m`' };
      }
    },
  },
  {
    // The driver of Docker refuses both together when the container is created.
    name: 'two-multiline-patterns',
    breaks: 'start',
    says: 'A container has both `awslogs-datetime-format` and `awslogs-multiline-pattern`.',
    *find(task) {
      for (const { options, path } of eachLog(task)) {
        if (options['awslogs-datetime-format'] === undefined) continue;
        if (options['awslogs-multiline-pattern'] === undefined) continue;
        yield {
          path: [...path, 'options', 'awslogs-multiline-pattern'],
          complaint: 'it can not stand together with `awslogs-datetime-format`',
        };
      }
    },
  },
];
