/** The pairs of cpu and memory that Fargate has, and how they may be written. */
import { describe, expect, test } from '@jest/globals';
import { fargateSizes } from '../../../src/checking/task-size.ts';
import { broken, fargate } from './broken.ts';

describe('the sizes of Fargate', () => {
  const pairs = fargateSizes.flatMap(({ cpu, memory }) =>
    memory.map((each): [number, number] => [cpu, each]),
  );

  test('are 79 pairs of cpu and memory', () => {
    expect(pairs).toHaveLength(3 + 4 + 7 + 13 + 23 + 12 + 12 + 3);
  });

  test.each(pairs)('%i CPU units with %i MiB are right, as units and in words', (cpu, memory) => {
    expect(broken({ ...fargate, cpu: String(cpu), memory: String(memory) })).toEqual([]);
    expect(
      broken({ ...fargate, cpu: `${String(cpu / 1024)} vCPU`, memory: `${String(memory / 1024)} GB` }),
    ).toEqual([]);
  });

  test.each([
    ['256', '3072'],
    ['512', '512'],
    ['1024', '1024'],
    ['2048', '5000'],
    ['8192', '17408'],
    ['16384', '36864'],
    ['32768', '65536'],
  ])('%s CPU units with %s MiB are none', (cpu, memory) => {
    expect(broken({ ...fargate, cpu, memory })).toEqual(['fargate-memory']);
  });

  test.each(['.25 vCPU', '0.25vcpu', '0.25 VCPU'])('%s is a spelling of 256 CPU units', (cpu) => {
    expect(broken({ ...fargate, cpu })).toEqual([]);
  });

  test.each(['0.25', '256 units', '-256', '0.3 vCPU', ''])('"%s" is no spelling of cpu', (cpu) => {
    expect(broken({ ...fargate, cpu })).toEqual(['task-cpu']);
  });
});
