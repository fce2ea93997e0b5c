/** `npm run bench`: prints figures, of one benchmark or of all. They are never tests: no run fails for being slow. */
import { sizesTable } from '@slipway/repo-tools/sizes';
import { startFigures } from './start.ts';
import { verdictFigures } from './verdicts.ts';

const benchmarks: Readonly<Record<string, (flags: readonly string[]) => Promise<readonly string[]>>> = {
  sizes: async () => sizesTable(),
  start: startFigures,
  verdicts: verdictFigures,
};

const [name = '', ...flags] = process.argv.slice(2);
const chosen = Object.entries(benchmarks).filter(([each]) => name === '' || each === name);
if (chosen.length === 0) {
  console.error(`There are no figures ${name}: npm run bench -- ${Object.keys(benchmarks).join(' | ')}`);
  console.error('start takes --peer ‹folder of an action› and --rounds ‹number›;');
  console.error('verdicts --runs ‹number›, --seed ‹number›, --threads ‹number› and --replay ‹seed›.');
  process.exitCode = 1;
} else {
  try {
    for (const [, benchmark] of chosen) console.log([...(await benchmark(flags)), ''].join('\n'));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
