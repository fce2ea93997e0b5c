/** What is asked, with every file that it names: read and checked before anything is looked at. */
import { wrongInputs } from '@slipway/action-kit/inputs';
import { fileContent } from '@slipway/documents/file';
import type { FileKind } from '@slipway/documents/file-kind';
import { inWords } from './ecs-service.ts';
import type { ImageReference } from './image-reference.ts';
import type { ThreatFiles } from './judging/dangers.ts';
import type { Inputs } from './inputs.ts';
import { epssFileKind, fewScores, readEpssFile } from './policy/epss-file.ts';
import { agedFeed } from './policy/feed-age.ts';
import { kevFileKind, readKevFile } from './policy/kev-file.ts';
import type { BaselineSource } from './policy/policy.ts';
import { policyFileKind, readPolicyFile, type PolicyFile } from './policy/policy-file.ts';
import { policySourceOf, type PolicySource } from './policy/policy-source.ts';
import type { Ports } from './ports.ts';
import { settingsOf, type Settings } from './settings.ts';
import { ignoreFileKind, readIgnoreFile } from './suppressing/ignore-file.ts';
import type { Ignore } from './suppressing/suppression.ts';
import { readVexFile, vexFileKind, type VexDocument } from './suppressing/vex-file.ts';
import { checkApart, checkTargets } from './targets.ts';

export interface Asked {
  readonly settings: Settings;
  /** Undefined without a policy file. */
  readonly policySource: PolicySource | undefined;
  readonly ignores: readonly Ignore[];
  readonly vex: readonly VexDocument[];
  readonly threatFiles: ThreatFiles;
  /** What a person should know of these files, a sentence each. */
  readonly warnings: readonly string[];
}

type AskingPorts = Pick<Ports, 'files' | 'clock'>;

/** @throws Failure of kind input for whatever is asked wrongly. */
export async function readAsked(inputs: Inputs, ports: AskingPorts): Promise<Asked> {
  await checkTargets(inputs, ports.files);
  const policyFile = await whenGiven(inputs.policyFile, policyFileKind, ports, readPolicyFile);
  const settings = settingsOf(inputs, policyFile);
  refuseContradictions(inputs, settings);
  checkApart(inputs, filesOf(inputs, settings), ports.files);
  const now = ports.clock.now();
  const { ignoreFile, vexFiles, kevFile, epssFile, ignoreMaxAge: maxAge } = settings;
  const ignores = await whenGiven(ignoreFile, ignoreFileKind, ports, (content, file) =>
    readIgnoreFile(content, file, { now, maxAge }),
  );
  const vex: VexDocument[] = [];
  for (const file of vexFiles)
    vex.push(readVexFile(await fileContent(vexFileKind, file, ports.files), file, now));
  const kev = await whenGiven(kevFile, kevFileKind, ports, readKevFile);
  const epss = await whenGiven(epssFile, epssFileKind, ports, readEpssFile);
  const doubtful = [
    ...(kevFile === undefined ? [] : [agedFeed(kevFileKind.noun, kevFile, kev?.releasedAt, now)]),
    ...(epssFile === undefined ? [] : [agedFeed(epssFileKind.noun, epssFile, epss?.scoredAt, now)]),
    ...(epssFile === undefined || epss === undefined ? [] : [fewScores(epssFile, epss)]),
  ];
  return {
    settings,
    policySource: sourceOf(inputs, policyFile),
    ignores: ignores ?? [],
    vex,
    threatFiles: { kev, epss },
    warnings: doubtful.filter((sentence) => sentence !== undefined),
  };
}

const filesOf = ({ policyFile }: Inputs, settings: Settings): readonly string[] =>
  [policyFile, settings.ignoreFile, ...settings.vexFiles, settings.kevFile, settings.epssFile].filter(
    (path) => path !== undefined,
  );

const sourceOf = (inputs: Inputs, file: PolicyFile | undefined): PolicySource | undefined =>
  inputs.policyFile === undefined || file === undefined
    ? undefined
    : policySourceOf(inputs.policyFile, file, inputs);

async function whenGiven<T>(
  path: string | undefined,
  kind: FileKind,
  { files }: AskingPorts,
  read: (content: Uint8Array, file: string) => T | Promise<T>,
): Promise<T | undefined> {
  return path === undefined ? undefined : read(await fileContent(kind, path, files), path);
}

/** Each is readable by itself, and together they ask for nothing. */
function refuseContradictions({ digest }: Inputs, { policy, baseline, kevFile, epssFile }: Settings): void {
  const problems = [
    ...(isSameService(digest, baseline)
      ? ['`baseline` must be another image than `digest`, but is the same service']
      : []),
    ...(policy.newOnly && baseline.kind === 'none'
      ? ['`new-only` needs a `baseline`: a digest, or `ecs:cluster/service`']
      : []),
    ...(kevFile !== undefined && policy.kev === 'off' ? ['`kev-file` needs `kev`: `warn` or `fail`'] : []),
    ...(epssFile !== undefined && policy.epssAbove === undefined
      ? ['`epss-file` needs `epss-above`, a probability from 0 to 1']
      : []),
  ];
  if (problems.length > 0) throw wrongInputs(problems);
}

const isSameService = (digest: ImageReference, baseline: BaselineSource): boolean =>
  digest.kind === 'service' && baseline.kind === 'service' && inWords(digest) === inWords(baseline);
