/**
 * The forms of inputs that people bring from aws-actions/amazon-ecs-render-task-definition: what our bundle makes of
 * each and, when its folder is given, what theirs does. The table is that of the tests, which hold ours to it.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { runAction } from '@slipway/local-runner/run-action';
import { root } from '@slipway/repo-tools/repository';
import { aligned } from '@slipway/repo-tools/tables';
import {
  documentOf,
  otherForms,
  sameForms,
  template,
  type Form,
  type Outcome,
} from '../../../actions/render-task-def/tests/aws-actions-forms.ts';

const ours = join(root, 'actions/render-task-def');
const env = {
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'nothing-but-an-example',
  // Nothing here may ask AWS; what does is told at once that nobody listens.
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  AWS_MAX_ATTEMPTS: '1',
};

/** What became of a form: the document, or all that was said of why there is none. */
type Made = { readonly document: unknown } | { readonly errors: readonly string[] };

interface Row {
  readonly form: Form;
  /** Whether ours is what the table says. */
  readonly ours: boolean;
  /** Whether theirs is what was recorded; undefined without their bundle. */
  readonly theirs: boolean | undefined;
}

export async function renderInputFigures(flags: readonly string[]): Promise<readonly string[]> {
  const { values } = parseArgs({ args: [...flags], options: { peer: { type: 'string' } } });
  const peer = values.peer === undefined ? undefined : resolve(values.peer);
  const rows: Row[] = [];
  for (const form of [...sameForms, ...otherForms]) {
    rows.push({
      form,
      ours: is(await make(ours, form), form.ours ?? form.theirs),
      theirs: peer === undefined ? undefined : is(await make(peer, form), form.theirs),
    });
  }
  const of = (holds: (row: Row) => boolean): string =>
    `${String(rows.filter(holds).length)} of ${String(rows.length)}`;
  return [
    'Forms of inputs, given to the unmodified bundles on the same files:',
    ...aligned([['form', 'ours', ...(peer === undefined ? [] : ['theirs'])], ...rows.map(cells)]),
    `Of ours ${of((row) => row.ours)} are what the table says; ${String(sameForms.length)} are to be the same document as theirs.`,
    ...(peer === undefined ? [] : [`Of theirs ${of((row) => row.theirs === true)} are what was recorded.`]),
  ];
}

const cells = ({ form, ours: isOurs, theirs: isTheirs }: Row): readonly string[] => [
  form.name,
  isOurs ? told(form.ours ?? form.theirs) : 'NOT AS THE TABLE SAYS',
  ...(isTheirs === undefined ? [] : [isTheirs ? theirsTold(form) : 'NOT AS RECORDED']),
];

const told = (outcome: Outcome): string => (outcome.kind === 'document' ? 'a document' : 'a sentence');

const theirsTold = ({ theirs, ours: other }: Form): string =>
  other === undefined ? 'the same' : theirs.kind === 'document' ? 'another document' : 'an error';

async function make(action: string, { inputs, files }: Form): Promise<Made> {
  const workspace = await mkdtemp(join(tmpdir(), 'slipway-forms-'));
  try {
    const all = { 'shop.json': JSON.stringify(template), ...files };
    for (const [name, content] of Object.entries(all)) await writeFile(join(workspace, name), content);
    const usual = { 'task-definition': 'shop.json', 'container-name': 'app', image: 'new' };
    const given = { action, env, workspace, temporary: join(workspace, 'temporary') };
    const run = await runAction({ ...given, inputs: { ...usual, ...inputs } });
    const path = run.outputs['task-definition'] ?? '';
    if (run.conclusion === 'success')
      return { document: JSON.parse(await readFile(path, 'utf8')) as unknown };
    return { errors: run.annotations.filter(({ level }) => level === 'error').map(({ message }) => message) };
  } finally {
    await rm(workspace, { recursive: true, force: true });
  }
}

function is(made: Made, outcome: Outcome): boolean {
  if (outcome.kind === 'document')
    return 'document' in made && isDeepStrictEqual(made.document, documentOf(outcome));
  return 'errors' in made && made.errors.some((error) => error.includes(outcome.says));
}
