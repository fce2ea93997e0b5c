/** Wires scan-image to ECR. */
import { regionOf } from '@slipway/action-kit/environment';
import { runAction } from '@slipway/action-kit/run-action';
import { EcrImages } from '@slipway/aws/ecr-images';
import { EcrScans } from '@slipway/aws/ecr-scan';
import { contract } from './contract.ts';
import { inputs } from './inputs.ts';
import { reportOf } from './report.ts';
import { scanImage } from './scan-image.ts';

await runAction({
  contract,
  inputs,
  outputsOnFailure: () => ({ allowed: 'false' }),
  run: async (given, { clock, random, files, job, cancelled }) => {
    const config = { region: regionOf(given, job), registryId: given.registryId };
    const images = new EcrImages(config);
    const scans = new EcrScans(config);
    return reportOf(await scanImage(given, { images, scans, clock, random, files, cancelled }));
  },
});
