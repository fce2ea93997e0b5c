/**
 * How far a run of Terraform is, read from what it prints as it comes. Most of a run is a wait of the provider's, for a
 * load balancer a whole minute: whoever watches is told what is waited for.
 */

export interface Progress {
  /** Takes what was printed since, wherever it is cut. */
  read(text: string): void;
  /** `12 of 34 resources; waiting for aws_lb.main and 2 more` */
  line(): string;
}

const planned = /^Plan: (.*)\.$/;
const begun = /^(.+): (?:Creating|Modifying|Destroying)\.\.\./;
const ended = /^(.+): (?:Creation|Modifications|Destruction) complete after /;

export function progressOf(): Progress {
  /** In the order in which they were begun. */
  const underWay = new Set<string>();
  let total: number | undefined;
  let done = 0;
  let rest = '';
  const readLine = (line: string): void => {
    const [, plan] = planned.exec(line) ?? [];
    if (plan !== undefined) total = stepsOf(plan);
    const [, one] = begun.exec(line) ?? [];
    if (one !== undefined) underWay.add(one);
    const [, other] = ended.exec(line) ?? [];
    if (other === undefined) return;
    underWay.delete(other);
    done += 1;
  };
  return {
    read: (text) => {
      const lines = `${rest}${text}`.split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(readLine);
    },
    line: () => {
      if (total === undefined) return 'reading what is there, and planning';
      const noun = total === 1 ? 'resource' : 'resources';
      return `${String(done)} of ${String(total)} ${noun}${waitingFor([...underWay])}`;
    },
  };
}

/** Whatever is added, changed and destroyed; not what is imported, which is no step by itself. */
const stepsOf = (plan: string): number =>
  [...plan.matchAll(/(\d+) to (?:add|change|destroy)/g)].reduce((sum, [, count]) => sum + Number(count), 0);

function waitingFor([first, ...others]: readonly string[]): string {
  if (first === undefined) return '';
  return `; waiting for ${first}${others.length === 0 ? '' : ` and ${String(others.length)} more`}`;
}
