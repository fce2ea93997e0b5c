/** `npm run bench -- ‹name›`: benchmarks that print figures. They are never tests: no run fails for being slow. */
import { sizesTable } from '@slipway/repo-tools/sizes';
import { startFigures } from './start.ts';

const benchmarks: Readonly<Record<string, (flags: readonly string[]) => Promise<readonly string[]>>> = {
  sizes: async () => sizesTable(),
  start: startFigures,
};

const [name = '', ...flags] = process.argv.slice(2);
const benchmark = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
if (benchmark === undefined) {
  console.error(`Which figures? npm run bench -- ${Object.keys(benchmarks).join(' | ')}`);
  console.error('start takes --peer ‹folder of an action› and --rounds ‹number›.');
  process.exitCode = 1;
} else {
  try {
    for (const line of await benchmark(flags)) console.log(line);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
