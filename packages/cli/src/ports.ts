/** What the program has of the person and of this machine. */
import type { Interrupts } from './interrupts.ts';

export interface LocalPorts {
  readonly say: (line: string) => void;
  readonly interrupts: Interrupts;
  /** The person's own. */
  readonly shell: Readonly<Record<string, string | undefined>>;
  /** Where the person stands. */
  readonly folder: string;
  /** Has the actions and workflows of Slipway. */
  readonly slipwayFolder: string;
}
