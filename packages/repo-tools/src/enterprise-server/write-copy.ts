/** The folder that becomes a repository of the server: actions with their bundles, callable workflows, starters. */
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyPublished } from '@slipway/local-workflows/published';
import { forEnterpriseServer, type Server, type ServerFile } from './for-enterprise-server.ts';
import { startersPage } from './starters-page.ts';

const starters = 'workflows-templates';

/** @returns every workflow, action and starter of the copy. */
export async function writeCopy(from: string, to: string, server: Server): Promise<readonly ServerFile[]> {
  const rewritten = (path: string, text: string): ServerFile => forEnterpriseServer(path, text, server);
  const files = await copyPublished({ from, to }, rewritten);
  await cp(join(from, 'LICENSE'), join(to, 'LICENSE'));
  const copied = await copyStarters(from, to, rewritten);
  await writeStartersPage(from, to, server);
  return [...files, ...copied];
}

async function writeStartersPage(from: string, to: string, server: Server): Promise<void> {
  const page = join(starters, 'README.md');
  if (!existsSync(join(from, page))) return;
  const isCopied = (path: string): boolean => existsSync(join(to, path));
  const text = await readFile(join(from, page), 'utf8');
  await writeFile(join(to, page), startersPage(page, text, { ...server, isCopied }));
}

async function copyStarters(
  from: string,
  to: string,
  rewritten: (path: string, text: string) => ServerFile,
): Promise<readonly ServerFile[]> {
  if (!existsSync(join(from, starters))) return [];
  await mkdir(join(to, starters), { recursive: true });
  const names = await readdir(join(from, starters));
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(starters, name);
      if (!name.endsWith('.yml')) return cp(join(from, path), join(to, path));
      const file = rewritten(path, await readFile(join(from, path), 'utf8'));
      await writeFile(join(to, path), file.text);
      return file;
    }),
  );
  return files.filter((file) => file !== undefined);
}
