/** The actions of others that a server has to have: a table of docs/github-enterprise-server.md. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { GeneratedFile } from '../generated-file.ts';
import { replaceBetween, table } from '../readme-tables.ts';
import { usesIn } from '../workflows/uses-rules.ts';
import { internalActions, workflowTexts } from '../workflows/workflow-texts.ts';
import { forEnterpriseServer } from './for-enterprise-server.ts';

const page = 'docs/github-enterprise-server.md';
const anywhere = { repository: 'platform/slipway', ref: 'v1' };

export function mirrorTable(repository: string): GeneratedFile {
  const body = table(['action', 'commit', 'version'], mirrors(repository)).join('\n');
  return {
    path: page,
    content: replaceBetween(page, readFileSync(join(repository, page), 'utf8'), 'mirrors', body),
  };
}

/** Name, commit and version of each. */
function mirrors(repository: string): readonly string[][] {
  const composite = internalActions(repository).map((path) => ({
    path,
    content: readFileSync(join(repository, path), 'utf8'),
  }));
  const workflows = workflowTexts(repository).filter(
    ({ kind, path }) => kind !== 'example' && !path.includes('/ci-'),
  );
  const used = [...workflows, ...composite]
    .flatMap(({ path, content }) => usesIn(forEnterpriseServer(path, content, anywhere).text))
    .filter(({ uses }) => !uses.startsWith(`${anywhere.repository}/`))
    .map(({ uses, comment }) => [...uses.split('@').map((part) => `\`${part}\``), comment]);
  const rows = new Map(used.map((row) => [row.join(), row]));
  return [...rows.values()].toSorted((a, b) => String(a[0]).localeCompare(String(b[0])));
}
