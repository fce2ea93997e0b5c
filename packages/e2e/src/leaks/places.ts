/** Every place where others than its owner may read a secret that a run gives away. */
import type { ToldWorld } from './told-world.ts';

export const kinds = [
  'log',
  'summary',
  'annotation',
  'output',
  'start of a run',
  'comment',
  'deployment',
  'variable',
  'terminal',
] as const;
export type Kind = (typeof kinds)[number];

export interface Place {
  readonly kind: Kind;
  /** The beginning of a sentence: `the log of release.yml, run 1001,`. */
  readonly name: string;
  readonly text: string;
}

/** @returns those alone that have something in them. */
export const placesOf = (world: ToldWorld): readonly Place[] =>
  [...ofRuns(world), ...ofGithub(world), place('terminal', 'what a person was shown', world.terminal)].filter(
    ({ text }) => text !== '',
  );

const place = (kind: Kind, name: string, text: string): Place => ({ kind, name, text });

const ofRuns = ({ runs }: ToldWorld): readonly Place[] =>
  runs.flatMap(({ workflow, id, log, summaries, annotations, outputs }) => {
    const run = `${workflow}, run ${String(id)}`;
    return [
      place('log', `the log of ${run},`, log),
      ...summaries.map(({ job, text }) => place('summary', `a summary of ${run}, job ${job},`, text)),
      ...annotations.map(({ job, message, properties }) =>
        place(
          'annotation',
          `an annotation of ${run}, job ${job},`,
          `${message}\n${JSON.stringify(properties)}`,
        ),
      ),
      ...Object.entries(outputs).map(([name, value]) =>
        place('output', `the output ${name} of ${run},`, value),
      ),
    ];
  });

const ofGithub = ({ github }: ToldWorld): readonly Place[] => {
  const { runs, comments, deployments, variables, environments } = github;
  const stores = [{ name: 'the repository', variables }, ...environments.values()];
  return [
    ...runs.map(({ id, workflow, title, inputs, payload }) => {
      const text = JSON.stringify({ title, inputs, payload });
      return place('start of a run', `the start of ${workflow}, run ${String(id)},`, text);
    }),
    ...comments.map(({ id, number, body }) =>
      place('comment', `comment ${String(id)} of pull request ${String(number)}`, body),
    ),
    ...deployments.map((each) =>
      place('deployment', `deployment ${String(each.id)} to ${each.environment}`, JSON.stringify(each)),
    ),
    ...stores.flatMap((store) =>
      [...store.variables.values()].map(({ name, value }) =>
        place('variable', `the variable ${name} of ${store.name}`, value),
      ),
    ),
  ];
};
