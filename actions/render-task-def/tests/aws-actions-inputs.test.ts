/**
 * For people who come from aws-actions/amazon-ecs-render-task-definition and change the `uses:` line: every form that
 * they write gives the same document, or a better one, or a sentence that says what to write.
 */
import { describe, expect, test } from '@jest/globals';
import { awsActionsInputs } from '@slipway/test-kit/aws-actions-inputs';
import { contract } from '../src/contract.ts';
import { renderTaskDefinition } from '../src/render-task-definition.ts';
import { reportOf } from '../src/report.ts';
import { requestOf } from '../src/request.ts';
import { documentOf, otherForms, sameForms, template, type Form, type Outcome } from './aws-actions-forms.ts';
import { given, world, type MemoryWorld } from './world.ts';

const {
  listed: theirs,
  declared,
  unlessRun,
} = awsActionsInputs('render-task-def', 'amazon-ecs-render-task-definition');

(declared === undefined ? test.skip : test)(`the list is that of their action.yml${unlessRun}`, () => {
  expect(declared).toEqual(theirs);
});

test('they have 15, and each is declared and stands in a form', () => {
  expect(new Set(theirs).size).toBe(15);
  expect(contract.inputs).toEqual(expect.arrayContaining([...theirs]));
  const always = ['task-definition', 'container-name', 'image'];
  const used = new Set([...sameForms, ...otherForms].flatMap(({ inputs }) => Object.keys(inputs)));
  expect(theirs.filter((name) => !used.has(name) && !always.includes(name))).toEqual([]);
});

async function ours(
  { inputs, files }: Form,
  ports: MemoryWorld = world({ 'shop.json': template, ...files }),
): Promise<Outcome | object> {
  const usual = { 'task-definition': 'shop.json', 'container-name': 'app', image: 'new' };
  try {
    await renderTaskDefinition(requestOf(given({ ...usual, ...inputs })), ports);
  } catch (error) {
    return { kind: 'refused', says: error instanceof Error ? error.message : '' };
  }
  return JSON.parse([...ports.written.values()].join('')) as object;
}

const expected = (outcome: Outcome): object => (outcome.kind === 'refused' ? outcome : documentOf(outcome));

test.each(sameForms)('the same: $name', async (form) => {
  expect(await ours(form)).toEqual(expected(form.theirs));
});

test.each(otherForms)('not the same: $name', async (form) => {
  const result = await ours(form);
  expect(result).toEqual(expected(form.ours ?? form.theirs));
  expect(result).not.toEqual(expected(form.theirs));
});

describe('what is more than a document', () => {
  test('a step may change what the step before it wrote', async () => {
    const first = world({ 'shop.json': template });
    await ours(
      { name: 'first', inputs: { 'output-file': '/temporary/first.json' }, theirs: { kind: 'document' } },
      first,
    );
    const second = world(Object.fromEntries(first.written));
    const inputs = { 'task-definition': '/temporary/first.json', 'container-name': 'side', image: 'newer' };
    expect(await ours({ name: 'second', inputs, theirs: { kind: 'document' } }, second)).toEqual(
      documentOf({ kind: 'document', app: { image: 'new' }, side: { image: 'newer' } }),
    );
  });

  test('a variable becomes a secret of the same name', async () => {
    const secrets = 'LEVEL=arn:aws:ssm:eu-west-1:111122223333:parameter/level';
    const inputs = { secrets, unset: 'containerDefinitions.app.environment.LEVEL' };
    expect(await ours({ name: 'secret', inputs, theirs: { kind: 'document' } })).toMatchObject({
      containerDefinitions: [{ environment: [], secrets: [{ name: 'TOKEN' }, { name: 'LEVEL' }] }, {}],
    });
  });

  test('both containers get an image of their own in one step', async () => {
    const inputs = { 'container-name': '', image: '', images: 'app=new\nside=newer' };
    expect(await ours({ name: 'both', inputs, theirs: { kind: 'document' } })).toEqual(
      documentOf({ kind: 'document', app: { image: 'new' }, side: { image: 'newer' } }),
    );
  });

  test.each([
    [{ 'task-definition-family': 'shop' }, 'shop'],
    [{ 'task-definition-family': 'shop', 'task-definition-revision': '7' }, 'shop:7'],
    [
      { 'task-definition-arn': 'arn:aws-eusc:ecs:eusc-de-east-1:111122223333:task-definition/shop:7' },
      'arn:aws-eusc:ecs:eusc-de-east-1:111122223333:task-definition/shop:7',
    ],
  ])('a registered template: %j', async (values, reference) => {
    const ports = world({});
    await renderTaskDefinition(requestOf(given({ ...values, 'container-name': 'web', image: 'new' })), ports);
    expect(ports.asked).toEqual([`template ${reference}`]);
  });

  test('what names a template and is not read is told', async () => {
    const values = {
      'task-definition': 'shop.json',
      'task-definition-family': 'other',
      image: 'new',
      'container-name': 'app',
    };
    const { annotations } = reportOf(
      await renderTaskDefinition(requestOf(given(values)), world({ 'shop.json': template })),
    );
    expect(annotations).toContainEqual({
      level: 'warning',
      title: 'render-task-def: an input is not read',
      message:
        '`task-definition-family` is not read, because `task-definition` names the template. Leave one of them out.',
    });
  });

  test('nothing shows the values of the document, as theirs does when the log is verbose', async () => {
    const values = {
      'task-definition': 'shop.json',
      'container-name': 'app',
      image: 'new',
      'environment-variables': 'KEY=hunter2',
    };
    const report = reportOf(
      await renderTaskDefinition(requestOf(given(values)), world({ 'shop.json': template })),
    );
    expect(JSON.stringify(report)).not.toContain('hunter2');
  });
});
