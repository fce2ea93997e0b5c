/** What is told before act starts, and of a cloud that stays open. Pure. */
import type { Place, PlaceFacts } from '../place/place.ts';
import type { Builder } from '../stage/programs.ts';

export interface Opening {
  readonly place: Place;
  /** Version. */
  readonly act: string;
  readonly builder: Builder;
  /** Of the repository, in the copy. */
  readonly files: number;
  /** Workflows that GitHub would not start, with why. */
  readonly leftOut: readonly string[];
  /** Files with variables of environments. */
  readonly environmentFiles: readonly string[];
  /** Variables that nothing reads, in sentences. */
  readonly unread: readonly string[];
  /** What hangs on a setting of the repository on GitHub, or on the message of the commit. */
  readonly warnings: readonly string[];
  /** Workflows that GitHub would start, and that are not started here, with why. */
  readonly notHere: readonly string[];
}

export function openingLines({
  place: { facts, isJoined },
  act,
  builder,
  files,
  leftOut,
  notHere,
  warnings,
  environmentFiles,
  unread,
}: Opening): readonly string[] {
  const builds =
    builder.kind === 'docker'
      ? 'by the docker of this machine'
      : `by a stand-in, which packs the *.mjs files of a Node app and knows no Dockerfile: ${builder.why}`;
  return [
    'A local cloud and a local GitHub: a simulation on this machine, not AWS and not GitHub. It costs nothing.',
    ...(isJoined ? ['It was open already; this run goes on where the last one ended.'] : []),
    `  cloud       ${facts.cloud}`,
    `  world       ${facts.origin}`,
    `  act         ${act}, on a copy of this repository (${String(files)} files)`,
    `  images      built ${builds}`,
    ...apps(facts.loadBalancers).map((app) => `  app         ${app}`),
    ...(environmentFiles.length === 0
      ? []
      : [
          `  variables   of environments: ${environmentFiles.join(', ')}; none has those of the local cloud but these`,
        ]),
    ...unread.map((sentence) => `  variables   ${sentence}`),
    ...leftOut.map((why) => `  on GitHub   would not start: ${why}`),
    ...warnings.map((sentence) => `  on GitHub   ${sentence}`),
    ...notHere.map((why) => `  not here    ${why}`),
    '',
  ];
}

/** Of several each has its name. */
function apps(loadBalancers: PlaceFacts['loadBalancers']): readonly string[] {
  const all = Object.entries(loadBalancers);
  return all.map(([name, url]) => (all.length === 1 ? url : `${url} (load balancer ${name})`));
}

/** For the AWS CLI, and for a second run. @param program as it was called */
export function exportLines(
  { cloudEnvironment, loadBalancers, variables }: PlaceFacts,
  program: string,
): readonly string[] {
  // Version 1 of the AWS CLI knows the region by another name.
  const exported = { ...cloudEnvironment, AWS_DEFAULT_REGION: cloudEnvironment.AWS_REGION ?? '' };
  return [
    '',
    'The local cloud stays open: a simulation on this machine, NOT AWS. Ctrl-C ends it.',
    'To run workflows in it, from this repository in another terminal:',
    `  ${program} local -- act push`,
    'To ask it yourself:',
    ...Object.entries(exported).map(([name, value]) => `  export ${name}=${value}`),
    ...section('Load balancers:', loadBalancers),
    ...section('Variables that workflows read:', variables),
  ];
}

const section = (title: string, rows: Readonly<Record<string, string>>): readonly string[] =>
  Object.keys(rows).length === 0
    ? []
    : [title, ...Object.entries(rows).map(([name, value]) => `  ${name}: ${value}`)];
