/** Which variables a job reads, and what may stand in place of each. */
import type { Node } from '../workflow-nodes.ts';

export interface ReadVariable {
  readonly name: string;
  /** The input that, when it is given, is taken instead; undefined where the variable is always read. */
  readonly unless: string | undefined;
  /** Whether the job also does without it. */
  readonly isSpare: boolean;
}

const reading = /(?:inputs\.([\w-]+) \|\| )?\bvars\.(\w+)( \|\||(?= [=!]= ''))?/g;

/** In the order of their first appearance. */
export function variablesIn(job: Node): readonly ReadVariable[] {
  const readings = [...JSON.stringify(job).matchAll(reading)].map(([, unless, name = '', spare]) => ({
    name,
    unless,
    isSpare: spare !== undefined,
  }));
  return [...new Set(readings.map(({ name }) => name))].map((name) => {
    const here = readings.filter((each) => each.name === name);
    const unless = here[0]?.unless;
    return {
      name,
      // Read once without that choice, it is needed.
      unless: here.every((each) => each.unless === unless) ? unless : undefined,
      isSpare: here.every(({ isSpare }) => isSpare),
    };
  });
}
