/** Wires render-task-def to the disk and to AWS. */
import { regionOf } from '@slipway/action-kit/environment';
import { runAction } from '@slipway/action-kit/run-action';
import { EcrImages } from '@slipway/aws/ecr-images';
import { TaskDefinitions } from '@slipway/aws/task-definitions';
import { contract } from './contract.ts';
import { inputs } from './inputs.ts';
import { renderTaskDefinition } from './render-task-definition.ts';
import { reportOf } from './report.ts';
import { requestOf } from './request.ts';

await runAction({
  contract,
  inputs,
  run: async (given, { files, job }) => {
    const rendered = await renderTaskDefinition(requestOf(given), {
      files,
      templates: () => new TaskDefinitions({ region: regionOf(given, job) }),
      registry: () => new EcrImages({ region: regionOf(given, job), registryId: given.registryId }),
    });
    return reportOf(rendered);
  },
});
