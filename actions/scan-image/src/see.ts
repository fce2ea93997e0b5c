/** Finds out all that is judged: the image and its scans, and those of its baseline. */
import type { Failure } from '@slipway/action-kit/failures';
import { wrongInputs } from '@slipway/action-kit/inputs';
import type { Asked } from './asked.ts';
import { seeBaseline, type Baseline } from './comparing/see-baseline.ts';
import type { Inputs } from './inputs.ts';
import { refusedOnBasic } from './looking/basic-limits.ts';
import { locateImage, type ServedImage } from './looking/locate-image.ts';
import { seeParts, type SeenParts } from './looking/see-parts.ts';
import type { Ports } from './ports.ts';
import { sayingWhy, unlessReport } from './unless-report.ts';

export interface Seen {
  readonly image: ServedImage;
  readonly scan: SeenParts;
  readonly baseline: Baseline;
}

/** @throws Failure for bad input; in mode gate also for what keeps it from a verdict. */
export async function see(inputs: Inputs, asked: Asked, ports: Ports): Promise<Seen> {
  const { repository, digest: reference, mode } = inputs;
  // Of what can't be resolved nobody knows what was to be judged: its digest stays empty, and so may its account.
  const digest = reference.kind === 'digest' ? reference.digest : '';
  const image = await unlessReport(locateImage(repository, reference, ports), mode, (failure) =>
    unseen({ digest, registryId: inputs.registryId ?? '', serves: undefined }, failure),
  );
  refuseItself(image.digest, asked);
  if (image.gap !== undefined) return { image, ...nothingSeen };
  return unlessReport(look(image, inputs, asked, ports), mode, (failure) => ({
    image: unseen(image, failure),
    ...nothingSeen,
  }));
}

const unseen = (
  { digest, registryId, serves }: Pick<ServedImage, 'digest' | 'registryId' | 'serves'>,
  failure: Failure,
): ServedImage => ({
  digest,
  registryId,
  serves,
  parts: [],
  gap: { platform: '', gap: 'unscannable', reason: sayingWhy(failure), hint: failure.hint },
});

const nothingSeen = {
  scan: { parts: [], scanType: 'unknown' },
  baseline: { kind: 'none' },
} as const;

async function look(image: ServedImage, inputs: Inputs, asked: Asked, ports: Ports): Promise<Seen> {
  const { repository, mode } = inputs;
  const scanning = await ports.scanSettings.of(repository);
  if (scanning.kind === 'basic') refuseOnBasic(asked);
  const how = { repository, scanning, timeout: asked.settings.timeout, mayStart: !inputs.dryRun };
  const scan = await seeParts({ ...how, parts: image.parts, keepsOld: false }, ports);
  if (scan.scanType === 'basic') refuseOnBasic(asked);
  const seeing = seeBaseline({ ...how, source: asked.settings.baseline }, ports);
  const baseline = await unlessReport<Baseline>(seeing, mode, (failure) => ({
    kind: 'absent',
    reason: sayingWhy(failure),
  }));
  return { image, scan, baseline };
}

/** Nothing would be new, whatever is in it. A service may well run this very image, and that is told. */
function refuseItself(digest: string, { settings: { baseline } }: Asked): void {
  if (baseline.kind === 'digest' && baseline.digest === digest)
    throw wrongInputs(['`baseline` must be another image than `digest`, but is the same']);
}

function refuseOnBasic({ settings }: Asked): void {
  const refusal = refusedOnBasic(settings);
  if (refusal !== undefined) throw refusal;
}
