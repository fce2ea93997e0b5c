/**
 * Reads what a step prints, line by line, as the runner does: commands are obeyed, the rest is log; masks apply to
 * everything that is kept. `stop-commands` turns obeying off until its word comes again.
 */
import { parseCommand, type WorkflowCommand } from './commands.ts';
import type { Masks } from './masks.ts';

export interface StepAnnotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  /** `title`, `file`, `line`, `endLine`, `col`, `endColumn`. */
  readonly properties: Readonly<Record<string, string>>;
}

export interface StepLog {
  /** @returns the line as the log shows it, or undefined when it shows nothing. */
  read(line: string): string | undefined;
  readonly lines: readonly string[];
  /** What only a debugging runner shows. */
  readonly debug: readonly string[];
  readonly annotations: readonly StepAnnotation[];
  /** By the older set-output and save-state commands. */
  readonly outputs: ReadonlyMap<string, string>;
  readonly state: ReadonlyMap<string, string>;
  /** A command that the runner refuses makes the step red. */
  readonly refused: boolean;
}

export function createStepLog(masks: Masks): StepLog {
  const lines: string[] = [];
  const debug: string[] = [];
  const annotations: StepAnnotation[] = [];
  const outputs = new Map<string, string>();
  const state = new Map<string, string>();
  let resumeToken: string | undefined;
  let refused = false;

  const show = (line: string): string => {
    const masked = masks.apply(line);
    lines.push(masked);
    return masked;
  };
  const annotate = (level: StepAnnotation['level'], { message, properties }: WorkflowCommand): string => {
    const masked = Object.entries(properties).map(([key, value]) => [key, masks.apply(value)] as const);
    annotations.push({ level, message: masks.apply(message), properties: Object.fromEntries(masked) });
    return show(`##[${level}]${message}`);
  };
  const refuse = (command: WorkflowCommand): string => {
    refused = true;
    const message = `The \`${command.name}\` command is disabled. Use environment files instead.`;
    return annotate('error', { name: 'error', properties: {}, message });
  };
  const obey = (command: WorkflowCommand): string | undefined => {
    switch (command.name) {
      case 'add-mask':
        masks.add(command.message);
        // Echoed by a debugging runner only.
        debug.push('::add-mask::***');
        return undefined;
      case 'debug':
        debug.push(masks.apply(command.message));
        return undefined;
      case 'error':
      case 'warning':
      case 'notice':
        return annotate(command.name, command);
      case 'group':
        return show(`##[group]${command.message}`);
      case 'endgroup':
        return show('##[endgroup]');
      case 'set-output':
        outputs.set(command.properties.name ?? '', command.message);
        return undefined;
      case 'save-state':
        state.set(command.properties.name ?? '', command.message);
        return undefined;
      case 'set-env':
      case 'add-path':
        return refuse(command);
      case 'stop-commands':
        resumeToken = command.message.toLowerCase();
        return undefined;
      default:
        // echo and problem matchers change nothing that is kept here.
        return undefined;
    }
  };
  return {
    read: (line) => {
      const command = parseCommand(line, resumeToken);
      if (command === undefined) return show(line);
      if (resumeToken === undefined) return obey(command);
      if (command.name !== resumeToken) return show(line);
      resumeToken = undefined;
      return undefined;
    },
    lines,
    debug,
    annotations,
    outputs,
    state,
    get refused() {
      return refused;
    },
  };
}
