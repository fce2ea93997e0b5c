/** Writes a small action into a temporary folder, so that each test says in one place what its action does. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Sample {
  /** JavaScript of dist/index.js; `append(file, text)` writes into one of the runner's files. */
  readonly main: string;
  readonly post?: string;
  /** YAML below `inputs:`, indented by two spaces. */
  readonly inputs?: string;
}

const preamble = `
import { appendFileSync } from 'node:fs';
const append = (file, text) => appendFileSync(process.env[file], text + '\\n');
`;

/** Runs `use` with the folder of the action, then removes it. */
export async function withSample<T>(sample: Sample, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-sample-'));
  try {
    await mkdir(join(folder, 'dist'));
    await writeFile(join(folder, 'dist/package.json'), '{"type":"module"}');
    await writeFile(join(folder, 'dist/index.js'), preamble + sample.main);
    if (sample.post !== undefined) await writeFile(join(folder, 'dist/post.js'), preamble + sample.post);
    await writeFile(join(folder, 'action.yml'), actionYaml(sample));
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function actionYaml({ inputs, post }: Sample): string {
  return [
    'name: sample',
    ...(inputs === undefined ? [] : ['inputs:', inputs]),
    'runs:',
    '  using: node24',
    '  main: dist/index.js',
    ...(post === undefined ? [] : ['  post: dist/post.js']),
    '',
  ].join('\n');
}
