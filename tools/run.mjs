/**
 * The door of this repository: `node tools/run.mjs <command> [flags]`. It runs on any Node from 20 on, without
 * dependencies, installs them when they are missing, and hands over to Node 24.
 */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commands, listing } from './commands.mjs';
import { installWhenNeeded, nodeOf } from './install.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

process.exitCode = await main(process.argv.slice(2));

async function main([name, ...flags]) {
  const command = Object.hasOwn(commands, name ?? '') ? commands[name] : undefined;
  if (command === undefined) {
    console.error(name === undefined ? listing() : `There is no command ${name}.\n\n${listing()}`);
    return 1;
  }
  const failure = installWhenNeeded(root);
  if (failure !== undefined) {
    console.error(failure);
    return 1;
  }
  for (const [index, step] of command.steps.entries()) {
    const isLast = index === command.steps.length - 1;
    const code = await run(isLast ? [...step, ...flags] : step, command.env);
    if (code !== 0) return code;
  }
  return 0;
}

/** @returns the exit code, 128 + the signal's number when a signal ended it, as a shell has it. */
function run(args, env = {}) {
  const node = nodeOf(root);
  const child = spawn(node, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` },
    // A group of its own: Ctrl-C reaches the terminal's whole group, npm passes it on once more, and the child
    // must see one signal, not three.
    detached: true,
  });
  const stopForwarding = forwardSignals(child);
  return new Promise((resolve) => {
    const end = (code) => {
      stopForwarding();
      resolve(code);
    };
    child.on('error', (error) => {
      console.error(`Node 24 could not start: ${error.message}. Remove node_modules and try again.`);
      end(1);
    });
    child.on('exit', (code, signal) => end(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

/** Passes signals on to the child and waits for it; the same signal within a second is the same wish. */
function forwardSignals(child) {
  const last = new Map();
  const forward = (signal) => {
    const now = Date.now();
    if (now - (last.get(signal) ?? 0) < 1000) return;
    last.set(signal, now);
    child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, forward);
  return () => {
    for (const signal of signals) process.off(signal, forward);
  };
}
