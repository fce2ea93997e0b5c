/**
 * The sizes that a task may have: how `cpu` and `memory` are spelt, and which of them Fargate has together.
 * Source: "Task size" among the task definition parameters in the ECS developer guide.
 */

export interface FargateSize {
  /** In CPU units: 1024 are one vCPU. */
  readonly cpu: number;
  /** In MiB. */
  readonly memory: readonly number[];
  /** "1024 to 4096 in steps of 1024". */
  readonly words: string;
}

/** Windows has none of those that are smaller or larger. */
export const windowsCpu = [1024, 2048, 4096];

export const fargateSizes: readonly FargateSize[] = [
  only(256, [512, 1024, 2048]),
  steps(512, 1024, 4096, 1024),
  steps(1024, 2048, 8192, 1024),
  steps(2048, 4096, 16_384, 1024),
  steps(4096, 8192, 30_720, 1024),
  steps(8192, 16_384, 61_440, 4096),
  steps(16_384, 32_768, 122_880, 8192),
  only(32_768, [61_440, 122_880, 249_856]),
];

function only(cpu: number, memory: readonly [number, number, number]): FargateSize {
  return { cpu, memory, words: `${String(memory[0])}, ${String(memory[1])} or ${String(memory[2])}` };
}

function steps(cpu: number, from: number, to: number, step: number): FargateSize {
  const memory = Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);
  return { cpu, memory, words: `${String(from)} to ${String(to)} in steps of ${String(step)}` };
}

/** `256` or `.25 vCPU`; undefined for any other spelling. */
export function cpuUnits(text: string): number | undefined {
  return read(text, /^(\d+|\d*\.\d+) ?vcpu$/i);
}

/** `512` or `0.5 GB`; undefined for any other spelling. */
export function mebibytes(text: string): number | undefined {
  return read(text, /^(\d+|\d*\.\d+) ?gb$/i);
}

function read(text: string, inThousands: RegExp): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const large = inThousands.exec(text)?.[1];
  const units = large === undefined ? undefined : Number(large) * 1024;
  return Number.isInteger(units) ? units : undefined;
}
