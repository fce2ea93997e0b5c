/**
 * What is executed for a container: the image's configuration with the task definition's overrides, as docker
 * combines them, moved into the folder that stands for the container's root. Pure but for the question whether
 * a file is there.
 */
import { basename, join } from 'node:path';
import type { ContainerSpec, ImageConfig } from '../ports.ts';

export interface ProcessCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** This machine's part in it. */
export interface Host {
  /** Runs what the image calls `node`. */
  readonly node: string;
  readonly path: string;
  readonly isFile: (path: string) => boolean;
}

/**
 * @param place `root` is the image's unpacked folder, `folder` the working directory in it, `port` the loopback
 * port that the container must open.
 * @returns undefined when neither image nor task definition says what to run.
 */
export function processCommand(
  spec: ContainerSpec,
  config: ImageConfig,
  place: { readonly root: string; readonly folder: string; readonly port: number },
  host: Host,
): ProcessCommand | undefined {
  const [program, ...args] = commandLine(spec, config);
  if (program === undefined) return undefined;
  // `join('/', …)` resolves `..` before the root is put in front: no way out of the folder.
  const inside = (text: string): string => {
    const path = join(place.root, join('/', text));
    return text.startsWith('/') && host.isFile(path) ? path : text;
  };
  return {
    file: basename(program) === 'node' ? host.node : inside(program),
    args: args.map(inside),
    folder: place.folder,
    environment: environmentOf(spec, config, place.port, host.path),
  };
}

/** An overridden entry point drops the image's command, as docker does it. */
function commandLine(spec: ContainerSpec, config: ImageConfig): readonly string[] {
  if (spec.entryPoint !== undefined) return [...spec.entryPoint, ...(spec.command ?? [])];
  return [...config.entryPoint, ...(spec.command ?? config.command)];
}

/** Never this process's own environment, which may hold secrets: its PATH alone, since the tools are the host's. */
function environmentOf(
  spec: ContainerSpec,
  config: ImageConfig,
  port: number,
  path: string,
): Record<string, string> {
  const image = config.env.map((line): [string, string] => {
    const at = line.indexOf('=');
    return at === -1 ? [line, ''] : [line.slice(0, at), line.slice(at + 1)];
  });
  return {
    ...Object.fromEntries(image),
    ...spec.environment,
    PORT: String(port),
    HOST: '127.0.0.1',
    PATH: path,
  };
}
