/** The Dockerfile itself, or what the inputs say about it, can't be built: nothing was run. */
import { inputFailure, outcomeFailure, type Failure } from '@slipway/action-kit/failures';
import { nearest } from '@slipway/action-kit/nearest';
import { foreignWords, placeOf, placeWords, type BrokenBuild } from './broken-build.ts';
import { stagesOf } from '../stages.ts';

export function dockerfileFailure(broken: BrokenBuild): Failure | undefined {
  return parseFailure(broken) ?? targetFailure(broken) ?? checkFailure(broken) ?? sourceFailure(broken);
}

function parseFailure(broken: BrokenBuild): Failure | undefined {
  const [, why] = /dockerfile parse error (?:on )?line \d+: (.+)/s.exec(broken.progress.error) ?? [];
  if (why === undefined) return undefined;
  return inputFailure({
    code: 'dockerfile-unreadable',
    what: `The Dockerfile can't be read${placeWords(broken)}`,
    why: foreignWords(why),
    at: placeOf(broken),
  });
}

function targetFailure({ progress, dockerfile }: BrokenBuild): Failure | undefined {
  const [, target] = /target stage "?([^"\s]+)"? could not be found/.exec(progress.error) ?? [];
  if (target === undefined) return undefined;
  const stages = dockerfile === undefined ? [] : stagesOf(dockerfile.text);
  const meant = nearest(target, stages);
  const named = stages.length === 0 ? 'none has a name' : `there are ${stages.join(', ')}`;
  return inputFailure({
    code: 'target-not-found',
    what: `The Dockerfile has no stage ${target}`,
    why: dockerfile === undefined ? undefined : named,
    hint: meant === undefined ? 'Correct `target`.' : `Did you mean \`target: ${meant}\`?`,
  });
}

/** `# check=error=true`: its authors wanted the findings to end the build. */
function checkFailure({ progress }: BrokenBuild): Failure | undefined {
  const [, rules] = /lint violation found for rules: (.+)/.exec(progress.error) ?? [];
  if (rules === undefined) return undefined;
  return outcomeFailure({
    code: 'build-checks-failed',
    what: 'The checks of the build found something in the Dockerfile',
    why: foreignWords(rules),
    hint: 'The log above names each line; https://docs.docker.com/reference/build-checks/ says what to write instead.',
  });
}

function sourceFailure({ progress }: BrokenBuild): Failure | undefined {
  const { error } = progress;
  if (/the Dockerfile cannot be empty/i.test(error)) {
    return inputFailure({ code: 'dockerfile-unreadable', what: 'The Dockerfile is empty' });
  }
  const [, folder] = /unable to prepare context: path "(.+)" not found/.exec(error) ?? [];
  if (folder !== undefined) {
    return inputFailure({
      code: 'context-not-found',
      what: `There is no folder ${folder}`,
      hint: 'Correct `context`.',
    });
  }
  const [, file] = /failed to read dockerfile: open (\S+): no such file or directory/.exec(error) ?? [];
  if (file !== undefined) {
    return inputFailure({
      code: 'dockerfile-not-found',
      what: `The context has no ${file}`,
      hint: 'Correct `file` or `context`.',
    });
  }
  return undefined;
}
