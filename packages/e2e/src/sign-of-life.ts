/** Says what goes on while nothing is told: Terraform waits for minutes, as it would for AWS. */
import type { Narrator } from '@slipway/demo/narrator';

export interface SignOfLife {
  /** Takes a line that is printed by a job or by Terraform. */
  hear(line: string): void;
  [Symbol.dispose](): void;
}

const everyMs = 30_000;
const doing = /([\w.[\]"/-]+: (?:Still )?(?:creating|modifying|destroying)\.\.\.(?: \[[\w ]+\])?)/i;

export function signOfLife(narrator: Pick<Narrator, 'say'>, every = everyMs): SignOfLife {
  let lines = 0;
  let latest: string | undefined;
  const timer = setInterval(() => {
    if (lines > 0) narrator.say(`… ${latest ?? 'the jobs run'} (${String(lines)} lines since the last sign)`);
    [lines, latest] = [0, undefined];
  }, every);
  timer.unref();
  return {
    hear: (line) => {
      lines += 1;
      latest = doing.exec(line)?.[1] ?? latest;
    },
    [Symbol.dispose]: () => clearInterval(timer),
  };
}
