/** A program in the place of act, for what is asked of it before any job runs. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const help = `Flags:
      --bug-report                   reports
  -l, --list                         lists
  -P, --platform stringArray         platforms
      --secret stringArray           secrets
      --var stringArray              variables
  -v, --verbose                      all
  -W, --workflows string             path
`;

/** @param otherwise what it does when it is not asked for its version and its flags. @returns its folder */
export function acting(folder: string, otherwise: string): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'help'), help);
  const script = [
    '#!/bin/sh',
    `case "$*" in --version) echo 'act version 0.2.87';; --help) cat '${join(folder, 'help')}';; *) ${otherwise};; esac`,
  ];
  writeFileSync(join(folder, 'act'), `${script.join('\n')}\n`, { mode: 0o755 });
  return folder;
}
