/**
 * What a job pushes by git is refused, in words: git is made to start a program of ours in place of a push to another
 * machine. By two ways, because a job may work in other repositories than the copy, or with a HOME of its own.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** git starts `git-remote-‹this›` for it. */
export const refusingTransport = 'slipway-refuses';

const starts = ['https://', 'http://', 'ssh://', 'git://', 'git@'] as const;

/** Settings of git: key and value. @param others addresses beside those of other machines */
export const refusals = (others: readonly string[] = []): readonly (readonly [string, string])[] =>
  [...starts, ...others].map((start) => [`url.${refusingTransport}::${start}.pushInsteadOf`, start]);

/** In the HOME of jobs. */
export const writeRefusals = (home: string): Promise<void> =>
  writeFile(
    join(home, '.gitconfig'),
    starts.map((start) => `[url "${refusingTransport}::${start}"]\n\tpushInsteadOf = ${start}\n`).join(''),
  );

/** @param folder on the PATH of jobs. */
export const writeRefusingProgram = (folder: string): Promise<void> =>
  writeFile(join(folder, `git-remote-${refusingTransport}`), program, { mode: 0o755 });

const program = `#!/bin/sh
echo "Nothing is pushed from here: the job runs in a local copy of the repository. On GitHub it would push to $2." >&2
exit 1
`;

/** For the environment of jobs: settings of the machine may name a helper that knows the person's logins. */
export const gitOfJobs = { GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' } as const;
