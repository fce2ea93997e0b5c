/**
 * The gate of a workflow that deploys. Held: deploy-ecs-with-rollback can't be reached unless scan-image, in a job
 * that is needed, answered `allowed` for the very repository and digest that is rendered, with its gate on; and it
 * gets that approval and asks for it. Left to the owners: what scan-image allows. Budgets and the rules that choose
 * what counts are theirs, as inputs or in the policy file that the caller of a workflow names, and that file may also
 * tolerate a scan that did not end. It stands apart from the other rules because it reads jobs together: what one hands to
 * the next.
 */
import { actionOf, jobsOf, record, stepsOf, type Node } from './workflow-nodes.ts';

/** @param workflow as parsed. @returns sentences, none when every deployment in it is behind the gate. */
export function gateProblems(path: string, workflow: unknown): readonly string[] {
  const jobs = jobsOf(workflow);
  return [...jobs].flatMap(([name, job]) =>
    stepsUsing('deploy-ecs-with-rollback', job).flatMap((step) =>
      problemsOfDeployment({ name, job, step }, jobs).map((problem) => `${path}: ${problem}`),
    ),
  );
}

/** A step of ours in its job. */
interface Place {
  readonly name: string;
  readonly job: Node;
  readonly step: Node;
}

function problemsOfDeployment(deploy: Place, jobs: ReadonlyMap<string, Node>): readonly string[] {
  const scans = needsOf(deploy.job).flatMap((name) => {
    const job = jobs.get(name) ?? {};
    return stepsUsing('scan-image', job).map((step) => ({ name, job, step }));
  });
  const [scan, another] = scans;
  if (scan === undefined)
    return [`job ${deploy.name} deploys and needs no job that runs scan-image: add one to its \`needs\`.`];
  if (another !== undefined)
    return [
      `job ${deploy.name} needs more than one step that runs scan-image: keep one, for what it deploys.`,
    ];
  return [
    ...problemsOfScan(scan),
    ...problemsOfCondition(deploy, scan),
    ...problemsOfApproval(deploy, scan),
    ...problemsOfImage(deploy, scan),
    ...[scan, deploy].flatMap(problemsOfErrors),
  ];
}

/** Inputs that would take the gate away for every caller, with what they may say: none has a say in what is allowed. */
const strict = {
  mode: 'gate',
  'dry-run': 'false',
  'on-unscannable': 'fail',
  'on-timed-out': 'fail',
  'on-not-configured': 'fail',
} as const;

function problemsOfScan({ name, job, step }: Place): readonly string[] {
  const given = inputsOf(step);
  return [
    ...Object.entries(strict)
      .filter(([input, only]) => given[input] !== undefined && textOf(given[input]) !== only)
      .map(([input]) => `the scan of job ${name} sets \`${input}\`, which can open the gate: leave it out.`),
    ...(step.if === undefined ? [] : [`the scan of job ${name} has an \`if\`: it always has to run.`]),
    // Of several runs of a job, the last to end gives its outputs.
    ...(job.strategy === undefined ? [] : [`job ${name} has a \`strategy\`: one scan gives one answer.`]),
    ...problemsOfAnswer({ name, job, step }),
  ];
}

/** A step without an id has no outputs: under any name they would be those of another step. */
function problemsOfAnswer({ name, job, step }: Place): readonly string[] {
  const { id } = step;
  if (typeof id !== 'string') return [`the scan of job ${name} has no \`id\`: write \`id: scan\`.`];
  return ['allowed', 'approval'].flatMap((output) => {
    const expected = `\${{ steps.${id}.outputs.${output} }}`;
    return isSame(outputsOf(job)[output], expected)
      ? []
      : [
          `job ${name} has to hand on what its scan said: write \`${output}: ${expected}\` under \`outputs\`.`,
        ];
  });
}

/**
 * A comparison, or a value alone. Of those, joined by `&&`, none can be true for all; a function could (`always()`
 * lets a job run whose needs failed), and so could what stands in parentheses.
 */
const plainOperand = /^!?[\w.-]+(?: [!=]= (?:'[^'&|]*'|true|false|\d+))?$/;

function problemsOfCondition({ name, job }: Place, scan: Place): readonly string[] {
  const asked = `needs.${scan.name}.outputs.allowed == 'true'`;
  const operands = operandsOf(job.if);
  const strange = operands.filter((operand) => !plainOperand.test(operand));
  return [
    ...(operands.includes(asked)
      ? []
      : [`job ${name} has to wait for the scan's yes: write \`if: ${asked}\`.`]),
    ...strange.map(
      (operand) =>
        `job ${name} has \`${operand}\` in its \`if\`: only comparisons joined by \`&&\` are sure.`,
    ),
  ];
}

/** Text outside of `${{ … }}` makes a condition of GitHub a text, which is true: such a one is one operand here. */
function operandsOf(condition: unknown): readonly string[] {
  if (condition === undefined) return [];
  const text = textOf(condition);
  const [, inside = text] = /^\$\{\{([^{}]*)\}\}$/.exec(text) ?? [];
  return inside.split('&&').map((operand) => operand.trim().replace(/\s+/g, ' '));
}

function problemsOfApproval({ name, step }: Place, scan: Place): readonly string[] {
  const given = inputsOf(step);
  const approval = `\${{ needs.${scan.name}.outputs.approval }}`;
  const [own, ...others] = linesOf(given['scan-approvals']);
  return [
    ...(textOf(given['require-scan']) === 'true'
      ? []
      : [`the deployment of job ${name} asks for no approval: write \`require-scan: true\`.`]),
    ...(own === approval
      ? []
      : [
          `the deployment of job ${name} has to get that scan's approval: write \`scan-approvals: ${approval}\`.`,
        ]),
    ...others.flatMap((each) =>
      isOfOtherImages(each, scan)
        ? []
        : [
            `the deployment of job ${name} gets \`${each}\`, which may be an approval of what is deployed: hand it on from other-approvals of job ${scan.name}, with the digest that is scanned.`,
          ],
    ),
  ];
}

/** An output of the scan's own job, by which the action that keeps out what is about the scanned digest gave it. */
function isOfOtherImages(expression: string, { name, job, step }: Place): boolean {
  const [, output = ''] =
    new RegExp(`^\\$\\{\\{ needs\\.${name}\\.outputs\\.([\\w-]+) \\}\\}$`).exec(expression) ?? [];
  return stepsUsing('other-approvals', job).some(
    (others) =>
      typeof others.id === 'string' &&
      isSame(outputsOf(job)[output], `\${{ steps.${others.id}.outputs.approvals }}`) &&
      isSame(inputsOf(others).digest, spaced(inputsOf(step).digest)),
  );
}

/** What means the same in every job of one run. */
const sameEverywhere = /^\$\{\{ (?:needs\.[\w-]+\.outputs|inputs)\.[\w-]+ \}\}$/;

function problemsOfImage({ name, job, step }: Place, scan: Place): readonly string[] {
  const rendered = stepsUsing('render-task-def', job).find(
    ({ id }) =>
      typeof id === 'string' &&
      isSame(inputsOf(step)['task-definition'], `\${{ steps.${id}.outputs.task-definition }}`),
  );
  if (rendered === undefined)
    return [`the deployment of job ${name} has to take what render-task-def made in this job.`];
  const [judged, runs] = [inputsOf(scan.step), inputsOf(rendered)];
  return [
    ...(runs.image === undefined
      ? []
      : [`job ${name} renders an \`image\`: give \`repository\` and \`digest\`.`]),
    ...['repository', 'digest'].flatMap((input) => {
      const expression = spaced(judged[input]);
      if (!sameEverywhere.test(expression))
        return [`the scan of job ${scan.name} has to take its \`${input}\` from \`needs\` or \`inputs\`.`];
      return isSame(runs[input], expression)
        ? []
        : [`job ${name} renders another ${input} than was scanned: write \`${input}: ${expression}\`.`];
    }),
  ];
}

const problemsOfErrors = ({ name, job, step }: Place): readonly string[] =>
  [
    { what: `job ${name}`, node: job },
    { what: `step ${String(step.id ?? step.uses)} of job ${name}`, node: step },
  ]
    .filter(({ node }) => node['continue-on-error'] !== undefined)
    .map(({ what }) => `${what} has \`continue-on-error\`: a no has to stay red, so leave it out.`);

const stepsUsing = (action: string, job: Node): readonly Node[] =>
  stepsOf(job).filter((step) => actionOf(step) === action);

const needsOf = ({ needs }: Node): readonly string[] => [needs ?? []].flat().map(String);
const inputsOf = (step: Node): Node => record(step.with);
const outputsOf = (job: Node): Node => record(job.outputs);

/** Blanks inside of `${{ … }}` mean nothing. */
const spaced = (value: unknown): string => textOf(value).replace(/\$\{\{\s*(.*?)\s*\}\}/g, '${{ $1 }}');
const isSame = (value: unknown, expression: string): boolean => spaced(value) === expression;

const linesOf = (value: unknown): readonly string[] =>
  spaced(value)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** As GitHub has it: `true` and `'true'` are the same. */
const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));
