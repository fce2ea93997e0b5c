/** Brings one artifact, or each in a folder of its name, beside what is there. */
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fail, input, refuseName, refuseInputs, store } from './store.mjs';

refuseInputs(['pattern', 'merge-multiple', 'artifact-ids', 'run-id', 'repository']);
const name = input('name');
refuseName(name);
const from = join(store, name);
const to = resolve(input('path') || '.');
if (name !== '' && !existsSync(from))
  fail(`Unable to download artifact(s): Artifact not found for name: ${name}`);
mkdirSync(to, { recursive: true });
if (existsSync(from)) cpSync(from, to, { recursive: true });
