/**
 * GitHub's own language service over a workflow: what its editor would underline, without an editor and without GitHub.
 * The files that a workflow calls are those of this tree, the actions of others those of third-party-actions.yml.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { data, DescriptionDictionary } from '@actions/expressions';
import { registerLogger, validate } from '@actions/languageservice';
import type { WorkflowContext } from '@actions/languageservice/context/workflow-context';
import type { ActionInputs, ActionMetadata } from '@actions/languageservice/action';
import { isActionStep } from '@actions/workflow-parser/model/type-guards';
import type { FileProvider } from '@actions/workflow-parser/workflows/file-provider';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { root } from '../repository.ts';
import { knownAction } from './known-actions.ts';
import { published } from './workflow-texts.ts';

export interface Tree {
  readonly repository: string;
  /** `owner/name` under which others use what is in it. */
  readonly published: string;
}

const thisTree: Tree = { repository: root, published };

// The service swallows what it throws itself, and would then find nothing at all.
const throwing = (message: string): never => {
  throw new Error(message);
};
const quiet = (): void => undefined;
registerLogger({ error: throwing, warn: quiet, info: quiet, log: quiet });

let documents = 0;

/** @returns sentences with the place of each, none when the service has nothing to say. */
export async function serviceProblems(
  path: string,
  content: string,
  tree = thisTree,
): Promise<readonly string[]> {
  // It remembers answers by address: each text needs one of its own.
  const uri = `file:///${documents++}/${path.replace(/:\d+$/, '')}`;
  const found = await validate(TextDocument.create(uri, 'yaml', 1, content), {
    fileProvider: filesOf(tree),
    actionsMetadataProvider: {
      fetchActionMetadata: ({ owner, name, path: folder, ref }) =>
        Promise.resolve(metadataOf([owner, name, folder].filter(Boolean).join('/') + `@${ref}`, tree)),
    },
    contextProviderConfig: {
      getContext: (name, context, workflow) =>
        Promise.resolve(name === 'steps' ? outputsKnown(context, workflow, tree) : undefined),
    },
  });
  return found.map(({ range, message }) => {
    const says = typeof message === 'string' ? message : message.value;
    return `${path}: line ${range.start.line + 1}: ${says}`;
  });
}

function filesOf({ repository, published: ours }: Tree): FileProvider {
  return {
    getFileContent: (reference) => {
      const isOurs = !('owner' in reference) || `${reference.owner}/${reference.repository}` === ours;
      const file = join(repository, reference.path);
      if (!isOurs || !existsSync(file)) return Promise.reject(new Error(`There is no ${reference.path}.`));
      return Promise.resolve({ name: reference.path, content: readFileSync(file, 'utf8') });
    },
  };
}

function metadataOf(uses: string, { repository, published: ours }: Tree): ActionMetadata | undefined {
  const action = knownAction(uses, repository, ours);
  if (action === undefined) return undefined;
  const inputs: ActionInputs = {};
  for (const [name, input] of Object.entries(action.inputs)) inputs[name] = { description: '', ...input };
  return { name: uses, description: '', inputs };
}

/** By itself the service takes any output of a step; of an action we know which there are. */
function outputsKnown(
  context: DescriptionDictionary | undefined,
  { job }: WorkflowContext,
  { repository, published: ours }: Tree,
): DescriptionDictionary | undefined {
  const steps = job !== undefined && 'steps' in job ? job.steps : [];
  const known = new DescriptionDictionary();
  for (const { key, value } of context?.pairs() ?? []) {
    const step = steps.find(({ id }) => id === key);
    const action = step && isActionStep(step) ? knownAction(step.uses.value, repository, ours) : undefined;
    known.add(key, action === undefined ? value : stepWith(action.outputs));
  }
  return known;
}

function stepWith(outputs: readonly string[]): DescriptionDictionary {
  const text = new data.StringData('');
  const given = new DescriptionDictionary(...outputs.map((key) => ({ key, value: text })));
  return new DescriptionDictionary(
    { key: 'outputs', value: given },
    { key: 'conclusion', value: text },
    { key: 'outcome', value: text },
  );
}
