/** A context that is elsewhere, in a git repository or an archive, and could not be fetched. */
import { inputFailure, type Failure } from '@slipway/action-kit/failures';
import { failedStep, foreignWords, type BrokenBuild } from './broken-build.ts';

export function contextFailure(broken: BrokenBuild): Failure | undefined {
  const found = unfetched(broken);
  if (found === undefined) return undefined;
  const { address, why } = found;
  return inputFailure({
    code: 'context-unreachable',
    what: `The context ${address === undefined ? '' : `${withoutLogins(address)} `}could not be fetched`,
    why: foreignWords(withoutLogins(why).replace(/^git stderr:\s*/, '')),
    hint: 'Look whether the address and the ref exist, and whether the builder may read them.',
  });
}

interface Unfetched {
  /** undefined where only its reason names it. */
  readonly address: string | undefined;
  readonly why: string;
}

function unfetched(broken: BrokenBuild): Unfetched | undefined {
  const [, address, why] =
    /(?:failed to fetch remote|error fetching default branch for repository) (\S+?): (.+)/s.exec(
      broken.progress.error,
    ) ?? [];
  if (why !== undefined) return { address, why };
  const step = failedStep(broken);
  const [isRemote, source] =
    /^\[[^\]]*\] load (?:git source (\S+)|remote build context)$/.exec(step?.name ?? '') ?? [];
  return isRemote === undefined || step === undefined ? undefined : { address: source, why: step.error };
}

/** What stands before the host of an address is a login. */
const withoutLogins = (text: string): string => text.replace(/\/\/[^/@\s]*@/g, '//');
