/**
 * The story of `npm run demo -- --terraform`: an empty account, four stacks, a release, a rollback, a plan without a
 * difference, and a destroy that leaves nothing.
 */
import { join } from 'node:path';
import type { Narrator } from '@slipway/demo/narrator';
import { pathsOf } from '../../../tools/real-parts.mjs';
import { providerSource } from '../../../tools/terraform-provider.mjs';
import { factor, openHarbour, root } from './harbour.ts';
import { acts, type Stage } from './story-acts.ts';
import { watchRuns } from './watched-runs.ts';

export interface Telling {
  readonly narrator: Narrator;
  readonly signal: AbortSignal;
  /** Milliseconds of real time. */
  readonly now: () => number;
}

/** @returns what this machine lacks for the story, each with what to type. */
export function missingForStory(): readonly string[] {
  const hints = {
    terraform: 'terraform 1.11 or newer: https://developer.hashicorp.com/terraform/install',
    moto_server: 'moto_server: node tools/python-tools.mjs moto_server',
  };
  const programs = Object.entries(hints).flatMap(([part, hint]) =>
    pathsOf(root, part).length === 0 ? [hint] : [],
  );
  const provider =
    'the provider hashicorp/aws: the registry does not answer; tools/terraform-provider.mjs says where else it may be';
  return providerSource().kind === 'none' ? [...programs, provider] : programs;
}

/** All that Terraform prints, beneath the root of the checkout. */
const log = join('.slipway', 'terraform.log');

/** @returns what did not go as told; nothing when all did. */
export async function tellTerraform({ narrator, signal, now }: Telling): Promise<readonly string[]> {
  const startedAt = now();
  narrator.act('1  An empty account');
  for (const line of opening) narrator.say(line);
  const runs = watchRuns(narrator, now, join(root, log));
  const harbour = await openHarbour({
    step: (action) => narrator.say(`▸ ${action}`),
    line: (text) => narrator.log(text),
    onText: runs.onText,
    signal,
  });
  const stage: Stage = { harbour, narrator, runs, rows: new Map() };
  try {
    for (const act of acts) {
      const surprise = await act(stage);
      signal.throwIfAborted();
      if (surprise === undefined) continue;
      narrator.say(`All that Terraform printed: ${log}.`);
      return [surprise];
    }
    narrator.act('The end');
    narrator.table([
      ['stack', 'made', 'seconds', 'destroyed', 'seconds'],
      ...[...stage.rows].map(([name, cells]) => [name, ...cells]),
    ]);
    narrator.good(`Told in ${((now() - startedAt) / 1000).toFixed(0)} s.`);
    narrator.say(`All that Terraform printed: ${log}. More: terraform/README.md.`);
    return [];
  } finally {
    await harbour.close();
  }
}

const opening = [
  'This is a simulation on this machine, not AWS: ECS, ECR, ELB, CloudWatch and autoscaling are the',
  'local cloud, all else is moto. Terraform and its provider are the real ones.',
  'It takes five to eight minutes, most of which the provider waits as it would wait for AWS.',
  `The cloud's time runs ${String(factor)} times faster than this machine's: what the steps of the pipeline call`,
  `a minute is ${String(60 / factor)} seconds here. The seconds on the left are real ones, and so is what Terraform tells.`,
];
