/** A workflow as parsed: its jobs, their steps, and what of ours each of them calls. */

export type Node = Readonly<Record<string, unknown>>;

export type Target = { readonly kind: 'action' | 'workflow'; readonly name: string };

/** `$/…` and `./…` inside the repository, `owner/slipway/…@ref` from outside. */
export function targetOf(uses: string): Target | undefined {
  const [, path] = /^(?:\$|\.|[^/]+\/slipway)\/(.+?)(?:@.*)?$/.exec(uses) ?? [];
  if (path === undefined) return undefined;
  const [, action] = /^(?:\.github\/)?actions\/([^/]+)$/.exec(path) ?? [];
  if (action !== undefined) return { kind: 'action', name: action };
  const [, workflow] = /^\.github\/workflows\/([^/]+\.ya?ml)$/.exec(path) ?? [];
  return workflow === undefined ? undefined : { kind: 'workflow', name: workflow };
}

export const jobsOf = (workflow: unknown): ReadonlyMap<string, Node> =>
  new Map(Object.entries(record(record(workflow).jobs)).map(([name, job]) => [name, record(job)]));

export const stepsOf = ({ steps }: Node): readonly Node[] => (Array.isArray(steps) ? steps.map(record) : []);

/** The name of the action of ours that a step uses. */
export function actionOf({ uses }: Node): string | undefined {
  const target = typeof uses === 'string' ? targetOf(uses) : undefined;
  return target?.kind === 'action' ? target.name : undefined;
}

export function record(value: unknown): Node {
  return typeof value === 'object' && value !== null ? (value as Node) : {};
}
