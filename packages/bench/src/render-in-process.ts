/** How long it takes to read and check a task definition of the largest size that ECS takes, without a process around it. */
import { readFile } from 'node:fs/promises';
import { check } from '@slipway/task-definition/checking/check';
import { parseTemplate } from '@slipway/task-definition/reading/read';
import { median } from './percentile.ts';

const largest = 64 * 1024;
const rounds = 50;

/** @param path of a valid document, which gets environment variables until it is as large as it may be. */
export async function checkingFigure(path: string): Promise<string> {
  const content = await grown(path);
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now();
    const { document } = await parseTemplate(content, path);
    check(document);
    times.push(performance.now() - start);
  }
  const kilobytes = (content.length / 1024).toFixed(0);
  return `Reading and checking a document of ${kilobytes} KB: median ${median(times).toFixed(1)} ms of ${String(rounds)} in one process`;
}

async function grown(path: string): Promise<Uint8Array> {
  const text = await readFile(path, 'utf8');
  const from = text.indexOf('"environment": [') + '"environment": ['.length;
  const variables = Array.from(
    { length: 2000 },
    (_, at) => `{"name": "V${String(at)}", "value": "${'x'.repeat(20)}"},`,
  );
  const fitting = Math.floor((largest - text.length) / (variables.at(-1) ?? '').length);
  return Buffer.from(text.slice(0, from) + variables.slice(0, fitting).join('') + text.slice(from));
}
