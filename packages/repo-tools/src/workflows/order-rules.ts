/**
 * Runs that bring an image, in their order. deploy.yml queues the deployments themselves, and knows no older or newer run: a
 * slow build, or reviewers who approve the later run first, would put the older image last, and green. So whoever calls has a
 * group of its own around build, reviewers and deployment. Ours that call each other are inside of that group.
 */
import { parse } from 'yaml';
import { jobsOf, record, targetOf, type Node } from '../workflow-nodes.ts';
import type { WorkflowText } from './workflow-texts.ts';

const bringing = ['deploy.yml', 'promote.yml', 'release.yml'];

/** @returns sentences, none when no run can overtake another. */
export function orderProblems({ path, kind, content }: WorkflowText): readonly string[] {
  if (kind === 'workflow') return [];
  const workflow = record(parse(content));
  return [...jobsOf(workflow)].flatMap(([name, job]) => {
    const called = calledBy(job);
    return called === undefined
      ? []
      : problemsOfGroup(record(job.concurrency ?? workflow.concurrency)).map(
          (problem) => `${path}: job ${name} calls ${called} ${problem}.`,
        );
  });
}

function calledBy({ uses }: Node): string | undefined {
  const target = typeof uses === 'string' ? targetOf(uses) : undefined;
  return target?.kind === 'workflow' && bringing.includes(target.name) ? target.name : undefined;
}

/** What another run of the same choice has as well; `github.ref` or an id would give each run a group of its own. */
const chosen = /^(?:inputs|matrix)\.[\w-]+$/;

function problemsOfGroup({ group, 'cancel-in-progress': cancels, queue }: Node): readonly string[] {
  if (typeof group !== 'string' || queue !== 'max' || cancels !== false)
    return [
      'without a concurrency group that has `cancel-in-progress: false` and `queue: max`: an older run could come last',
    ];
  const others = [...group.matchAll(/\$\{\{\s*(.*?)\s*\}\}/g)]
    .map(([, expression = '']) => expression)
    .filter((expression) => !chosen.test(expression));
  return [
    ...others.map((expression) => `in a group of \`${expression}\`, which runs that must wait do not share`),
    ...(group.startsWith('slipway-')
      ? ['in a group of the called jobs, which then wait for themselves']
      : []),
  ];
}

/**
 * An output that did not arrive is empty, and for promote.yml that is whatever serves: so it has a word in its place.
 * @returns sentences, none when each promotion behind a release of the same run is of what that release brought.
 */
export function promotionProblems({ path, content }: WorkflowText): readonly string[] {
  const jobs = jobsOf(parse(content));
  return [...jobs].flatMap(([name, job]) => {
    if (calledBy(job) !== 'promote.yml') return [];
    const releases = [job.needs ?? []].flat().map(String);
    return releases
      .filter((each) => calledBy(jobs.get(each) ?? {}) === 'release.yml')
      .map((each) => `\${{ needs.${each}.outputs.digest || 'missing' }}`)
      .filter((digest) => record(job.with).digest !== digest)
      .map(
        (digest) =>
          `${path}: job ${name} may promote what a later run released: write \`digest: ${digest}\`.`,
      );
  });
}
