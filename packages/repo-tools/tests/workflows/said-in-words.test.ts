/** What short steps of the callable workflows refuse, by the very text of their `run:`. */
import { describe, expect, test } from '@jest/globals';
import { startedScript, stepNamed } from './started-script.ts';

const digestOf = (digit: string): string => `sha256:${digit.repeat(64)}`;

describe('promote.yml', () => {
  const [asked, other] = [digestOf('a'), digestOf('b')];
  const env = { DIGEST: asked, FROM: 'staging', TO: 'production' };
  const same = stepNamed('promote.yml', 'source', 'See that it is the digest that was asked for');

  test('goes on with the digest that was asked for', () => {
    expect(startedScript(String(same.run), { ...env, SERVES: asked })).toMatchObject({ status: 0, log: '' });
  });

  test('is red where another one serves', () => {
    const words = `Nothing was promoted: in \`staging\` serves ${other}, and not ${asked}, which was asked for. A later release, or a rollback, has taken its place there since. Nothing was changed. If it was a later release, look at its run, which goes on to \`production\` unless it is refused as well. After a rollback no run does: release anew.\n`;
    expect(startedScript(String(same.run), { ...env, SERVES: other })).toMatchObject({
      status: 1,
      log: `::error title=promote::${words}`,
      summary: words,
    });
  });

  test('asks where the scan said no as well: of which image that was is told', () => {
    expect(same.if).toBe("${{ !cancelled() && inputs.digest != '' && steps.scan.outputs.digest != '' }}");
  });

  const script = String(stepNamed('promote.yml', 'source', 'See that the digest is one').run);

  test('is red where the digest did not arrive', () => {
    const words =
      'The digest to promote did not arrive: the job before this workflow handed on no output `digest`. Nothing was changed. Look there for a warning that an output was skipped, then release anew.\n';
    expect(startedScript(script, { DIGEST: 'missing' })).toMatchObject({
      ...{ status: 1, log: `::error title=promote::${words}`, summary: words },
    });
  });

  test('takes no other word for a digest', () => {
    const { status, log } = startedScript(script, { DIGEST: 'v1.4\n::set-output name=a::b`id`' });
    expect([status, log]).toEqual([
      1,
      '::error title=promote::digest must be sha256: and 64 hexadecimal digits, as release.yml gives it, or empty for what serves, but is `v1.4::set-outputnamea::bid`. Nothing was changed.\n',
    ]);
    expect(startedScript(script, { DIGEST: asked }).status).toBe(0);
  });
});
