/**
 * What jobs have of the person's shell: only what programs need on any machine, as a list of what leads to accounts would
 * never be whole; what else a job needs is named by `--env NAME`. The runs of the place have it too, which knows no stage.
 * Pure.
 */

/** No row leads to an account, or into what the person works on. */
const kept: readonly RegExp[] = [
  // How programs speak and look, and what time it is.
  /^(?:LANG|LANGUAGE|LC_\w+|LOCALE_ARCHIVE|TZ|TERM|COLORTERM|NO_COLOR|FORCE_COLOR|CLICOLOR|CLICOLOR_FORCE)$/,
  // Who runs it, and where temporary files are: programs fail without.
  /^(?:USER|LOGNAME|SHELL|TMPDIR|TMP|TEMP)$/,
  // The way to the network, for actions that are fetched and packages that are installed.
  /^(?:https?|all|no|ftp)_proxy$/i,
  /^(?:SSL_CERT_(?:FILE|DIR)|NIX_SSL_CERT_FILE|NODE_EXTRA_CA_CERTS|CURL_CA_BUNDLE|REQUESTS_CA_BUNDLE)$/,
  // Which daemon builds images; the logins of docker stand in its folder, which stays out.
  /^DOCKER_(?:HOST|CONTEXT|TLS|TLS_VERIFY|CERT_PATH|API_VERSION|DEFAULT_PLATFORM|BUILDKIT)$/,
];

export type Shell = Readonly<Record<string, string | undefined>>;

/** @param shell the person's own. */
export const keptOf = (shell: Shell): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(shell).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && kept.some((row) => row.test(entry[0])),
    ),
  );
