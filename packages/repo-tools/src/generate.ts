/**
 * `npm run generate`: writes what follows from each action.yml, its contract.ts and the tables of its README, what
 * follows from the SDK's schemas, the schemas of what actions read and write, what Terraform's pages tell, the pages of
 * the callable workflows, the threat model's table of them, and the workflows of the example app. With --check it writes nothing and fails where a file differs.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readActionYaml, type ActionYaml } from './action-yaml.ts';
import { contractFile } from './contract-file.ts';
import { mirrorTable } from './enterprise-server/mirrors.ts';
import type { GeneratedFile } from './generated-file.ts';
import { interfaceSchema } from './interface-schema.ts';
import { neededPermissions } from './needed-permissions.ts';
import { partsOf, withParts } from './page-parts.ts';
import { policySchema } from './policy-schema.ts';
import { withTables } from './readme-tables.ts';
import { registerMembersFile, registerMembersPath } from './register-members.ts';
import { readFlags } from './flags.ts';
import { actionNames, internalActions, pathOfAction, root } from './repository.ts';
import { terraformCosts } from './terraform-costs.ts';
import { terraformDocs, terraformFolders, terraformPage } from './terraform-pages.ts';
import { exampleWorkflow, exampleWorkflows } from './workflow-page/example-workflows.ts';
import { threatModel } from './workflow-page/job-credentials.ts';
import { starterIndex } from './workflow-page/starters.ts';
import { callableWorkflows, workflowIndex, workflowPage } from './workflow-page/workflow-pages.ts';

export const contractOf = (repository: string, name: string): GeneratedFile => ({
  path: `${pathOfAction(name, repository)}/src/contract.ts`,
  content: contractFile(name, actionOf(repository, name)),
});

/** What is generated for an action, each by itself: a missing README does not hold back the contract. */
export const generators: readonly ((repository: string, name: string) => GeneratedFile)[] = [
  contractOf,
  (repository, name) => {
    const path = `actions/${name}/README.md`;
    const action = actionOf(repository, name);
    const tables = withTables(path, read(repository, path), action);
    return { path, content: withParts(path, tables, partsOf(join(repository, 'actions', name), action)) };
  },
];

/** What is generated once, from the SDK. */
export const registerMembers = (): GeneratedFile => ({
  path: registerMembersPath,
  content: registerMembersFile(),
});

/** The schemas of the reports that actions write. */
export const reportSchemas: readonly ((repository: string) => GeneratedFile)[] = [
  (repository) =>
    reportSchema(repository, {
      action: 'deploy-ecs-with-rollback',
      types: 'report-document.ts',
      top: 'DeployReport',
    }),
  (repository) =>
    reportSchema(repository, {
      action: 'scan-image',
      types: 'reporting/report-document.ts',
      top: 'ScanReport',
    }),
];

function reportSchema(
  repository: string,
  { action, types, top }: { readonly action: string; readonly types: string; readonly top: string },
): GeneratedFile {
  const path = `actions/${action}/src/${types}`;
  const schema = interfaceSchema(path, read(repository, path), top);
  return {
    path: `actions/${action}/report.schema.json`,
    content: `${JSON.stringify(schema, null, 2)}\n`,
  };
}

/** The schema of the policy file that scan-image reads. */
export const policyFileSchema = (repository: string): GeneratedFile => ({
  path: 'actions/scan-image/policy.schema.json',
  content: `${JSON.stringify(policySchema(actionOf(repository, 'scan-image')), null, 2)}\n`,
});

function actionOf(repository: string, name: string): ActionYaml {
  const path = `${pathOfAction(name, repository)}/action.yml`;
  return readActionYaml(path, read(repository, path));
}

function read(repository: string, path: string): string {
  if (!existsSync(join(repository, path))) throw new Error(`${path} is missing.`);
  return readFileSync(join(repository, path), 'utf8');
}

/** Whether a generated file is missing or differs. */
export function isOutdated(repository: string, { path, content }: GeneratedFile): boolean {
  const absolute = join(repository, path);
  return !existsSync(absolute) || readFileSync(absolute, 'utf8') !== content;
}

/** What one generator has to say: a problem, a file that was written, or nothing. */
function handle(generate: () => GeneratedFile, isCheck: boolean): { problem?: string; wrote?: string } {
  try {
    const file = generate();
    if (!isOutdated(root, file)) return {};
    if (isCheck) return { problem: `${file.path} is not what is generated: run \`npm run generate\`.` };
    writeFileSync(join(root, file.path), file.content);
    return { wrote: file.path };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** Left out, aloud, where the program that makes them is missing: a test says so as well. */
function terraformPages(): readonly (() => GeneratedFile)[] {
  const program = terraformDocs(root);
  if (program !== undefined) {
    return terraformFolders(root).map((folder) => () => terraformPage(root, folder, program));
  }
  console.error(
    'terraform-docs is not built (node tools/go-tools.mjs terraform-docs): READMEs of Terraform are left as they are.',
  );
  return [];
}

/** A workflow that can't be read holds back these pages alone. */
function workflowPages(): readonly (() => GeneratedFile)[] {
  try {
    const callables = callableWorkflows(root);
    const pages = [...callables.keys()].map((file) => () => workflowPage(root, file, callables));
    const examples = exampleWorkflows(root).map((file) => () => exampleWorkflow(root, file));
    const ofAll = [workflowIndex, threatModel].map((generate) => () => generate(root, callables));
    return [...pages, ...ofAll, ...examples];
  } catch (error) {
    return [
      () => {
        throw error;
      },
    ];
  }
}

function main(flags: readonly string[]): number {
  const ofActions = actionNames().flatMap((name) =>
    generators.map((generate) => (): GeneratedFile => generate(root, name)),
  );
  const ofInternal = internalActions().map((name) => (): GeneratedFile => contractOf(root, name));
  const ofRepository = [
    ...reportSchemas,
    policyFileSchema,
    terraformCosts,
    neededPermissions,
    starterIndex,
    mirrorTable,
  ].map((generate) => (): GeneratedFile => generate(root));
  const all = [registerMembers, ...ofRepository, ...ofActions, ...ofInternal, ...workflowPages()];
  const results = [...all, ...terraformPages()].map((each) => handle(each, flags.includes('--check')));
  for (const { wrote } of results) if (wrote !== undefined) console.log(`wrote ${wrote}`);
  const problems = [...new Set(results.flatMap(({ problem }) => problem ?? []))];
  for (const problem of problems) console.error(problem);
  if (problems.length === 0)
    console.log(
      'Contracts, README tables, pages of workflows, schemas, costs and the members of a task definition are what they are generated from.',
    );
  return problems.length === 0 ? 0 : 1;
}

if (import.meta.main) process.exitCode = main(readFlags('generate', ['--check']));
