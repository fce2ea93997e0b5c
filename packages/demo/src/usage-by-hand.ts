/** What `npm run action -- --help` says. */

/** @param actions the names of all. */
export const usageText = (actions: readonly string[]): string =>
  `npm run action -- ‹action› ‹input›=‹value› …   runs it against \`npm run demo -- --keep\`,
or against \`npm run local\`, in a shell with what it prints to be exported: that comes first

  --workspace FOLDER   where it works, and whose commit it is for; the root of this checkout without it

Each input once; one that is left out has its default of action.yml. Several lines in bash:
  npm run action -- set-repo-variables variables=$'A=1\\nB=2'
  npm run action -- set-repo-variables variables="$(cat FILE)"

set-repo-variables and dispatch-workflow meet the GitHub of the harbour alone. Where \`token\` and \`variables-token\` are
not given, they are filled in with tokens of it that may do what is asked, and a line of the log says with which.

The actions: ${actions.join(', ')}.
Their inputs: actions/‹action›/README.md.`;
