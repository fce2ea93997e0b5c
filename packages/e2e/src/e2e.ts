/**
 * `npm run e2e`: the whole mission under act, without an account. Exits 0 only when everything ended as told, 130 after an
 * interrupt, and leaves the facts in .slipway/e2e.json and all that was printed in .slipway/e2e.log.
 */
import { join, resolve } from 'node:path';
import { runE2e } from './run-e2e.ts';

const root = resolve(import.meta.dirname, '../../..');
process.exitCode = await runE2e({ root, folder: join(root, '.slipway') }, process.argv.slice(2));
