/**
 * From push to gate: a workflow of ours that hands an image to a workflow with a gate hands over the very repository and
 * digest that a job of its own pushed. With workflow-gate.ts, which holds that what is scanned is what is deployed, no
 * path through all workflows leads to a deployment around a scan. rollback.yml is the one exception: it makes no revision
 * (docs/decisions/0014-a-rollback-passes-no-gate.md).
 */
import { actionOf, jobsOf, record, stepsOf, targetOf, type Node } from '../workflow-nodes.ts';

/** Deploys a revision that exists, which passed the gate when it was made. */
export const withoutGate = 'rollback.yml';

/** @param workflows of ours, as parsed, by the name of the file. @returns the files through which something is deployed. */
export function deployingFiles(workflows: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  const reaches = (file: string, seen: readonly string[]): boolean =>
    [...jobsOf(workflows.get(file)).values()].some(
      (job) =>
        stepsOf(job).some((step) => actionOf(step) === 'deploy-ecs-with-rollback') ||
        called(job).some((next) => !seen.includes(next) && reaches(next, [...seen, next])),
    );
  return new Set([...workflows.keys()].filter((file) => reaches(file, [file])));
}

/** @returns sentences, none when every image that is handed to a gate was pushed by a job before. */
export function callerProblems(file: string, workflows: ReadonlyMap<string, unknown>): readonly string[] {
  const jobs = jobsOf(workflows.get(file));
  return [...jobs].flatMap(([name, job]) =>
    called(job)
      .filter((callee) => takesAnImage(workflows.get(callee)))
      .flatMap((callee) =>
        problemsOfCall(job, jobs).map((problem) => `${file}: job ${name} calls ${callee} ${problem}`),
      ),
  );
}

const called = ({ uses }: Node): readonly string[] => {
  const target = typeof uses === 'string' ? targetOf(uses) : undefined;
  return target?.kind === 'workflow' ? [target.name] : [];
};

/** Its callers say what is deployed; the `digest` of promote.yml alone only says what has to serve. */
const takesAnImage = (workflow: unknown): boolean => {
  const { repository, digest } = record(record(record(record(workflow).on).workflow_call).inputs);
  return digest !== undefined && record(repository).required === true;
};

const handedOn = /^\$\{\{\s*needs\.([\w-]+)\.outputs\.(repository|digest)\s*\}\}$/;

function problemsOfCall(job: Node, jobs: ReadonlyMap<string, Node>): readonly string[] {
  const given = record(job.with);
  const sources = ['repository', 'digest'].map((input) => {
    const [, source, output] = handedOn.exec(String(given[input])) ?? [];
    return output === input ? source : undefined;
  });
  const [source, another] = sources;
  if (source === undefined || source !== another)
    return ['with another image than a job before has pushed: give it `repository` and `digest` of one job.'];
  if (![job.needs ?? []].flat().includes(source)) return [`without needing ${source}, whose image it gives.`];
  return problemsOfPush(jobs.get(source) ?? {}).map(
    (problem) => `with the image of job ${source}, which ${problem}`,
  );
}

function problemsOfPush(job: Node): readonly string[] {
  const pushes = stepsOf(job).filter((step) => actionOf(step) === 'build-push-ecr');
  const [push] = pushes;
  if (push === undefined || pushes.length > 1)
    return ['does not push exactly one image with build-push-ecr.'];
  const outputs = record(job.outputs);
  const isHandedOn = ['repository', 'digest'].every(
    (output) =>
      String(outputs[output]).replaceAll(' ', '') === `\${{steps.${String(push.id)}.outputs.${output}}}`,
  );
  return [
    ...(isHandedOn ? [] : ['does not hand on the `repository` and `digest` of what it pushes.']),
    ...(push.if === undefined ? [] : ['pushes only sometimes: leave the `if` of that step out.']),
    // Of several runs of a job, the last to end gives its outputs.
    ...(job.strategy === undefined ? [] : ['has a `strategy`: one push gives one image.']),
    ...[job, push]
      .filter((node) => node['continue-on-error'] !== undefined)
      .map(() => 'may fail and go on: leave `continue-on-error` out.'),
  ];
}
