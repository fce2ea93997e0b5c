/**
 * Stands in for docker on a stage: understands `docker buildx build` as the callable workflows write it, and writes an
 * OCI layout of an app for node. What the files of the context are is up to the test; its Dockerfile is not looked at.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeLayout } from '@slipway/oci/layout-writer';

const text = { type: 'string' } as const;
const texts = { type: 'string', multiple: true, default: [] as string[] } as const;
const yes = { type: 'boolean' } as const;

/** What Slipway's workflows and actions say, and who writes a build by hand most often does. */
const options = {
  ...{ file: { ...text, short: 'f' }, target: text, platform: text, network: text, builder: text },
  ...{ provenance: text, sbom: text, progress: text, 'metadata-file': text, tag: { ...texts, short: 't' } },
  ...{ label: texts, annotation: texts, secret: texts, ssh: texts, 'build-arg': texts },
  ...{ 'build-context': texts, 'add-host': texts, 'cache-from': texts, 'cache-to': texts },
  ...{ 'no-cache': yes, pull: yes, quiet: { ...yes, short: 'q' }, push: yes, load: yes },
  output: { ...text, short: 'o', default: '' },
} as const;

function asked() {
  const { values } = parseArgs({ allowPositionals: true, strict: false, options });
  const unknown = Object.keys(values).find((name) => !Object.hasOwn(options, name));
  if (unknown !== undefined)
    throw new Error(
      `This is no docker, but a stand-in, which knows no \`${unknown.length === 1 ? '-' : '--'}${unknown}\`. Leave it out, or start a docker with buildx.`,
    );
  return parseArgs({ allowPositionals: true, options });
}

async function build(): Promise<void> {
  const { values, positionals } = asked();
  const [command, verb, context] = positionals;
  const [, folder] = /^type=oci,tar=false,dest=(.+)$/.exec(values.output) ?? [];
  if (command !== 'buildx' || verb !== 'build' || context === undefined || folder === undefined)
    throw new Error(`The stage has no docker that could do this: ${process.argv.slice(2).join(' ')}`);

  const entries = await readdir(context, { withFileTypes: true });
  if (!entries.some(({ name }) => name === 'server.mjs'))
    throw new Error(
      `This is no docker, but a stand-in, which packs an app of Node that starts with server.mjs: there is none in the context \`${context}\`. Start a docker with buildx for other apps.`,
    );
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.mjs'))
    .map(async ({ name }) => ({
      path: `app/${name}`,
      content: await readFile(join(context, name)),
      mode: 0o644,
    }));
  const labels = values.label.map((label) => {
    const [name = '', ...value] = label.split('=');
    return [name, value.join('=')] as const;
  });
  const digest = await writeLayout({
    folder,
    files: await Promise.all(files),
    config: {
      entrypoint: ['node', 'server.mjs'],
      workingDir: '/app',
      user: '1000',
      exposedPorts: [8080],
      labels: Object.fromEntries(labels),
    },
  });
  const known = values['metadata-file'];
  if (known !== undefined) await writeFile(known, JSON.stringify({ 'containerimage.digest': digest }));
}

try {
  await build();
} catch (thrown) {
  // A person reads this in the log of a job, where a stack says nothing.
  console.error(`ERROR: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  process.exitCode = 1;
}
