/** docker, its plugin or the builder can't do what is asked: also what is only found out once it was started. */
import { setupFailure, type Failure } from '@slipway/action-kit/failures';
import { foreignWords, type BrokenBuild } from './broken-build.ts';

interface Row {
  readonly words: RegExp;
  readonly code: string;
  readonly what: string;
  readonly hint: string;
}

const setupBuildx = 'Run docker/setup-buildx-action before this step.';

/** Looked through in this order. */
const table: readonly Row[] = [
  {
    words: /Cannot connect to the Docker daemon|docker daemon is not running|error during connect/i,
    code: 'docker-daemon-down',
    what: 'The docker daemon does not answer',
    hint: 'Start it before this step (`sudo systemctl start docker`), or choose a runner that has docker.',
  },
  {
    words: /permission denied while trying to connect to the docker (?:daemon|API)/i,
    code: 'docker-daemon-denied',
    what: 'This user may not talk to the docker daemon',
    hint: 'Add the user of the runner to the group docker: `sudo usermod -aG docker ‹user›`.',
  },
  {
    words: /unknown command: docker buildx|'buildx' is not a docker command/i,
    code: 'buildx-missing',
    what: 'docker has no buildx',
    hint: setupBuildx,
  },
  {
    words: /no builder ".*" found|no builder found/i,
    code: 'builder-not-found',
    what: 'The builder was not found',
    hint: `${setupBuildx} \`docker buildx ls\` lists those that there are.`,
  },
  {
    words: /unknown flag: |unknown shorthand flag/i,
    code: 'buildx-too-old',
    what: 'This docker buildx is too old for what is asked',
    hint: setupBuildx,
  },
  {
    words: /is not supported for the docker driver|not implemented for docker driver/i,
    code: 'builder-not-able',
    what: 'The builder of the docker daemon can not do what is asked',
    hint: setupBuildx,
  },
  {
    words: /Attestations are not supported by the current BuildKit/i,
    code: 'builder-not-able',
    what: 'The builder can not do what is asked',
    hint: `${setupBuildx} Or set \`provenance: false\` and \`sbom: false\`.`,
  },
  {
    words: /^context deadline exceeded$|waiting for connection|failed to find working connection/,
    code: 'builder-not-started',
    what: 'The builder does not answer',
    hint: `${setupBuildx} \`docker buildx ls\` shows the state of each builder.`,
  },
];

export function toolFailure({ progress }: BrokenBuild): Failure | undefined {
  return toolFailureOf(progress.error);
}

/** @param text what docker or its plugin said. */
export function toolFailureOf(text: string): Failure | undefined {
  const row = table.find(({ words }) => words.test(text));
  if (row === undefined) return undefined;
  const { code, what, hint } = row;
  return setupFailure({ code, what, why: foreignWords(text.split('\n')[0] ?? ''), hint });
}
