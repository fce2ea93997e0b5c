/** What a gate decides in a world in memory, and what it did for it. */
import { scanImage } from '../src/scan-image.ts';
import { given, world, type Script } from './world.ts';

/** Verdict, whether it may be deployed, the reason, and the journal of the world. */
export async function verdictOf(
  script: Script,
  values: Readonly<Record<string, string>> = {},
): Promise<readonly unknown[]> {
  const ports = world(script);
  const { judgement } = await scanImage(given(values), 'eu-west-1', ports);
  return [judgement.verdict, judgement.allowed, judgement.reason, ports.journal];
}
