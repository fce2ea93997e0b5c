/** The program `slipway`: reads its words, and words its failures for a person. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asFailure } from '@slipway/action-kit/failures';
import { processInterrupts } from './interrupts.ts';
import { readWords, type LocalOptions } from './words/options.ts';
import { usage, usageOfLocal } from './words/usage.ts';

/** In the package what it serves lies beside its bundle; in a checkout it is the checkout. */
const packageFolder = join(import.meta.dirname, '..');

// Who reads along may stop; the run goes on to its end, and closes what it opened.
process.stdout.on('error', () => undefined);
const say = (text: string): void => void process.stdout.write(`${text}\n`);

try {
  const asked = readWords(process.argv.slice(2));
  if (asked.kind === 'local') process.exitCode = await local(asked.options);
  else say({ usage, 'usage of local': usageOfLocal, version: version() }[asked.what]);
} catch (error) {
  process.stderr.write(`${asFailure(error).message}\n`);
  process.exitCode = 1;
}

/** The local cloud is loaded by who opens one. */
async function local(options: LocalOptions): Promise<number> {
  const { runLocal } = await import('./local.ts');
  return runLocal(options, {
    say,
    interrupts: processInterrupts(),
    shell: process.env,
    folder: process.cwd(),
    slipwayFolder: import.meta.filename.endsWith('.ts')
      ? join(packageFolder, '../..')
      : join(packageFolder, 'served'),
  });
}

function version(): string {
  return (JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string })
    .version;
}
