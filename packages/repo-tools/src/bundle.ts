/**
 * Bundles one action with ncc: minified, with the licences of what is inside. Types are checked by lint; ncc only
 * strips them, which gives the same bytes in half the time.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { minify } from '@swc/core';
import { replaceFolder } from './replace-folder.ts';
import { joinedLicences } from './licences.ts';
import { root } from './repository.ts';

const ncc = join(root, 'node_modules/@vercel/ncc/dist/ncc/cli.js');

/**
 * Replaces `into` as a whole and only when the bundle is complete: no chunk of an older one stays behind, and who
 * runs the action meanwhile finds the old one until the new one takes its place.
 * @param folder the action's, absolute. @param entry in it.
 * @throws Error with what ncc printed.
 */
export async function bundle(folder: string, into: string, entry = 'src/main.ts'): Promise<void> {
  const fresh = `${into}.new`;
  await rm(fresh, { recursive: true, force: true });
  const flags = ['--minify', '--license', '[id].licenses.txt', '--transpile-only', '--no-cache'];
  const { code, output } = await runNode([ncc, 'build', entry, '-o', fresh, ...flags], folder);
  if (code !== 0) {
    await rm(fresh, { recursive: true, force: true });
    throw new Error(`ncc ended with exit code ${String(code)}:\n${output}`);
  }
  await minifyChunks(fresh);
  await joinLicences(fresh);
  const post = join(folder, 'src/post.mjs');
  if (existsSync(post)) await copyFile(post, join(fresh, 'post.js'));
  await replaceFolder(into, fresh);
}

/** ncc minifies what is loaded first and leaves the chunks as they are, comments included. */
async function minifyChunks(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => /^\d+\.index\.js$/.test(name));
  for (const name of names) {
    const path = join(folder, name);
    const options = { module: true, compress: true, mangle: true, format: { comments: false } } as const;
    const { code } = await minify(await readFile(path, 'utf8'), options);
    await writeFile(path, code);
  }
}

/** ncc writes the licences of each chunk to a file of its own; under one name, the last chunk would win. */
async function joinLicences(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.licenses.txt')).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  await Promise.all(names.map((name) => rm(join(folder, name))));
  await writeFile(join(folder, 'licenses.txt'), joinedLicences(texts));
}

function runNode(args: readonly string[], cwd: string): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output: Buffer.concat(chunks).toString() }));
  });
}
