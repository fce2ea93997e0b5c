/** The first source: a build is made once for a revision and plan, pushed by digest, and tagged under this action's rules. */
import { describe, expect, test } from '@jest/globals';
import { setupFailure } from '@slipway/action-kit/failures';
import { provideImage } from '../src/provide-image.ts';
import type { Placed, Result } from '../src/result.ts';
import { reportOf } from '../src/report.ts';
import type { BuildInputs } from '../src/request.ts';
import { hold, imageOf } from './images.ts';
import { buildRequest, host, memoryWorld, plainBuild, plainPlan, type MemoryWorld } from './memory-world.ts';

const request = buildRequest;
const build = (change: Partial<BuildInputs>) => ({
  ...request,
  source: { kind: 'build', build: { ...plainBuild, ...change } } as const,
});

const plan = plainPlan;
const labels = { 'org.opencontainers.image.revision': 'c0ffee', 'dev.slipway.plan': plan };

function placed(result: Result): Placed {
  if (result.kind !== 'placed') throw new Error(`the image is ${result.kind}`);
  return result;
}

describe('the first run', () => {
  test('builds with labels that a re-run knows it by, pushes by digest, and puts every tag', async () => {
    const world = memoryWorld();
    const result = placed(await provideImage({ ...request, tags: ['v1', 'latest'] }, world));
    expect(world.built).toMatchObject([
      {
        context: '.',
        labels: {
          ...labels,
          'org.opencontainers.image.source': 'https://github.com/team/app',
          'org.opencontainers.image.created': '1970-01-01T00:00:00Z',
        },
        push: { kind: 'by-digest', name: `${host}/team/web` },
      },
    ]);
    expect(world.state.changes).toEqual(['manifest v1', 'manifest latest']);
    expect(world.state.tags.get('latest')).toBe(result.image.digest);
    expect(reportOf(result).outputs).toMatchObject({ digest: result.image.digest, reused: 'false' });
  });

  test('says how much of it was cached', async () => {
    expect(reportOf(await provideImage(request, memoryWorld())).lines).toEqual([
      expect.stringMatching(
        /^Built \(3 steps, 1 of them cached\) and pushed: sha256:\w+ is in team\/web as v1\.$/,
      ),
    ]);
  });

  test('gives docker its login in a folder that is told first, and takes it away after the build', async () => {
    const world = memoryWorld();
    await provideImage(request, world);
    expect(world.secrets.slice(-3)).toEqual([
      'folder private',
      `docker login at ${host} with pw`,
      'docker logged out',
    ]);
  });

  test('logs in to the registries of the base images as well', async () => {
    const dockerfile = [
      'FROM 444455556666.dkr.ecr.us-east-1.amazonaws.com/base:1',
      'COPY --from=public.ecr.aws/docker/library/node:24 / /',
    ].join('\n');
    const world = memoryWorld({ dockerfile });
    await provideImage(request, world);
    expect(world.secrets.filter((each) => each.startsWith('docker login'))).toEqual([
      `docker login at ${host} with pw`,
      'docker login at 444455556666.dkr.ecr.us-east-1.amazonaws.com with pw-us-east-1',
      'docker login at public.ecr.aws with pw-public',
    ]);
  });

  test('goes on without a login for a base image that needs none', async () => {
    const publicLogin = setupFailure({ code: 'access-denied', what: 'AWS denied it', hint: 'Allow it.' });
    const world = memoryWorld({ dockerfile: 'FROM public.ecr.aws/x:1', publicLogin });
    await provideImage(request, world);
    expect(world.lines).toContain(
      'No login for public.ecr.aws, images are pulled from it without one: AWS denied it.',
    );
    expect(world.done).toEqual(['build']);
  });

  test('has the builder put the first tag where it can not push without one', async () => {
    const world = memoryWorld({ driver: 'docker', immutable: true });
    const result = await provideImage({ ...request, tags: ['v1', 'v2'] }, world);
    expect(world.built[0]?.push).toEqual({ kind: 'by-tag', reference: `${host}/team/web:v1` });
    expect(world.state.changes).toEqual(['manifest v2']);
    expect(reportOf(result).outputs).toMatchObject({ tags: '["v1","v2"]', reused: 'false' });
  });

  test('has a builder of several machines put the index under the first tag, and not under latest', async () => {
    const platforms = ['linux/amd64', 'linux/arm64'];
    const two = { ...request, source: { kind: 'build', build: { ...plainBuild, platforms } } } as const;
    const world = memoryWorld({ nodeCount: 2 });
    await provideImage(two, world);
    await provideImage({ ...request, tags: ['v2'] }, world);
    expect(world.built.map(({ push }) => push)).toEqual([
      { kind: 'by-tag', reference: `${host}/team/web:v1` },
      { kind: 'by-digest', name: `${host}/team/web` },
    ]);
  });

  test.each([
    [true, 'reuse', false],
    [true, 'fail', false],
    [false, 'overwrite', false],
    [false, 'reuse', true],
  ] as const)(
    'tells that such a tag is put unseen: %s, with %s and immutable tags %s',
    async (told, ifTagExists, immutable) => {
      const world = memoryWorld({ driver: 'docker', immutable });
      await provideImage({ ...request, ifTagExists }, world);
      const line =
        'The builder builder puts the tag v1 by itself at the end of the build: what another run puts there until then is overwritten.';
      expect(world.lines.includes(line)).toBe(told);
    },
  );

  test('takes its time from SOURCE_DATE_EPOCH', async () => {
    const world = memoryWorld({ variables: { SOURCE_DATE_EPOCH: '1700000000' } });
    await provideImage(request, world);
    expect(world.built).toMatchObject([
      {
        sourceDateEpoch: 1_700_000_000,
        annotations: { 'org.opencontainers.image.created': '2023-11-14T22:13:20Z' },
      },
    ]);
  });

  test('refuses a SOURCE_DATE_EPOCH that is no time', async () => {
    const world = memoryWorld({ variables: { SOURCE_DATE_EPOCH: 'yesterday' } });
    await expect(provideImage(request, world)).rejects.toThrow(
      'SOURCE_DATE_EPOCH of the environment is no time: it must be whole seconds since 1970.',
    );
  });

  test('lets labels of the user win, but for the plan', async () => {
    const world = memoryWorld();
    const own = [
      ['org.opencontainers.image.source', 'https://example.com'],
      ['dev.slipway.plan', 'mine'],
    ] as const;
    await provideImage(build({ labels: own }), world);
    expect(world.built[0]?.labels).toMatchObject({
      'org.opencontainers.image.source': 'https://example.com',
      'dev.slipway.plan': plan,
    });
  });
});

test('what was built is looked at once the registry shows it', async () => {
  const world = memoryWorld();
  const confirmed: string[] = [];
  const at: typeof world.registries.at = (...args) => {
    const registry = world.registries.at(...args);
    const hidden = (digest: string): boolean =>
      world.state.manifests.has(digest) && !confirmed.includes(digest);
    return {
      ...registry,
      readManifest: async (repository, reference) =>
        hidden(reference) ? undefined : registry.readManifest(repository, reference),
      confirm: async (_, reference) => void confirmed.push(reference),
    };
  };
  const result = placed(await provideImage(request, { ...world, registries: { at } }));
  expect(confirmed).toContain(result.image.digest);
});

describe('a later run of the same commit', () => {
  async function again(world: MemoryWorld, change: Partial<typeof request> = {}): Promise<Placed> {
    await provideImage(request, world);
    world.state.changes.length = 0;
    return placed(await provideImage({ ...request, ...change }, world));
  }

  test('builds nothing and changes nothing', async () => {
    const world = memoryWorld();
    const result = await again(world);
    expect([world.built.length, world.state.changes]).toEqual([1, []]);
    expect(reportOf(result).outputs).toMatchObject({ digest: result.image.digest, reused: 'true' });
    expect(reportOf(result).lines).toEqual([
      `Reused: team/web has ${result.image.digest} already as v1; nothing was built or pushed.`,
    ]);
  });

  test('puts a new tag on what was built', async () => {
    const world = memoryWorld();
    const result = await again(world, { tags: ['v1', 'v2'] });
    expect([world.built.length, world.state.changes]).toEqual([1, ['manifest v2']]);
    expect(reportOf(result).outputs).toMatchObject({ tags: '["v1","v2"]', reused: 'true' });
  });

  test('builds again when it is told to overwrite', async () => {
    const world = memoryWorld({ builds: ['one', 'two'] });
    const result = await again(world, { ifTagExists: 'overwrite' });
    expect(world.built).toHaveLength(2);
    expect(world.state.tags.get('v1')).toBe(result.image.digest);
  });

  test('moves only what can be moved when it is told to overwrite and a tag is immutable', async () => {
    const world = memoryWorld();
    const first = placed(await provideImage({ ...request, tags: ['v1'] }, world));
    await hold(world.state, imageOf(['older']), 'latest');
    const ecr = {
      ...world.ecr,
      findRepository: async () => ({ registryHost: host, isImmutable: (tag: string) => tag === 'v1' }),
    };
    const overwrite = { ...request, tags: ['v1', 'latest'], ifTagExists: 'overwrite' } as const;
    const again = placed(await provideImage(overwrite, { ...world, ecr }));
    expect([world.built.length, again.image.digest]).toEqual([1, first.image.digest]);
    expect(world.state.tags.get('latest')).toBe(first.image.digest);
  });

  test('is told by a notice that what asks for a new build had no effect', async () => {
    const world = memoryWorld();
    await provideImage(request, world);
    const { annotations = [] } = reportOf(await provideImage(build({ noCache: true, pull: true }), world));
    expect(annotations.map(({ message }) => message)).toEqual([
      '`no-cache` and `pull` had no effect, because an image of this revision and plan is there. For a new one use another tag, or `if-tag-exists: overwrite` when it may be moved.',
    ]);
  });

  test('is told by a notice that an image without a plan was reused', async () => {
    const world = memoryWorld();
    await hold(world.state, imageOf(['old'], { 'org.opencontainers.image.revision': 'c0ffee' }), 'v1');
    const { annotations = [] } = reportOf(await provideImage(request, world));
    expect(annotations).toMatchObject([{ level: 'notice', title: 'build-push-ecr: reused without a plan' }]);
    expect(world.built).toEqual([]);
  });

  test('needs no docker', async () => {
    const world = memoryWorld();
    await provideImage(request, world);
    const builder = async () => Promise.reject(new Error('there is no docker'));
    const result = await provideImage(request, { ...world, docker: { ...world.docker, builder } });
    expect(placed(result).ending.kind).toBe('reused');
  });
});

describe('before anything is built', () => {
  const other = imageOf(['other'], { ...labels, 'org.opencontainers.image.revision': 'decade' });

  test.each([
    ['reuse', false, 'tag-holds-other', /is of revision decade, and this run is for c0ffee/],
    ['fail', false, 'tag-exists', /The tag v1 exists already in team\/web: it holds sha256:/],
    ['overwrite', true, 'tag-holds-other', /is of revision decade.*this one is immutable/],
  ] as const)(
    'a tag of another image is refused with if-tag-exists %s',
    async (ifTagExists, immutable, code, message) => {
      const world = memoryWorld({ immutable });
      await hold(world.state, other, 'v1');
      const run = provideImage({ ...request, ifTagExists }, world);
      await expect(run).rejects.toMatchObject({
        kind: 'input',
        code,
        message: expect.stringMatching(message),
      });
      expect([world.built, world.state.changes]).toEqual([[], []]);
    },
  );

  test('an archived image under the tag is refused, because its revision can not be read', async () => {
    const world = memoryWorld({ archived: [other.root.digest] });
    await hold(world.state, other, 'v1');
    await expect(provideImage(request, world)).rejects.toThrow(/is archived, so its revision can't be read/);
  });

  test('a cache whose tag could be written only once is refused', async () => {
    const run = provideImage(build({ cache: 'registry' }), memoryWorld({ immutable: true }));
    await expect(run).rejects.toMatchObject({
      code: 'cache-immutable',
      message: expect.stringMatching(
        /^The cache can't be kept in team\/web: its tags are immutable, so cache-default-[0-9a-f]{8} could be written only once\. Set `cache-repository` to one with mutable tags, or exclude `cache-\*` from immutability\. Nothing was built\.$/,
      ),
    });
  });

  test('a cache in a repository that is not there is refused', async () => {
    const run = provideImage(build({ cache: 'registry', cacheRepository: 'team/cache' }), memoryWorld());
    await expect(run).rejects.toMatchObject({ kind: 'setup', code: 'repository-not-found' });
  });
});

describe('another run of the same commit that is quicker', () => {
  test('is taken as a re-run would take it', async () => {
    const theirs = imageOf(['theirs'], labels);
    const world = memoryWorld({ afterBuild: (state) => hold(state, theirs, 'v1') });
    const result = placed(await provideImage(request, world));
    expect([result.ending.kind, result.image.digest]).toEqual(['reused', theirs.root.digest]);
    expect(world.state.changes).toEqual([]);
  });

  test('is a failure when it is of another revision', async () => {
    const theirs = imageOf(['theirs'], { ...labels, 'org.opencontainers.image.revision': 'decade' });
    const world = memoryWorld({ afterBuild: (state) => hold(state, theirs, 'v1') });
    await expect(provideImage(request, world)).rejects.toMatchObject({
      code: 'tag-holds-other',
      message: expect.stringMatching(
        /when it may be moved\. This run's own build is in team\/web as sha256:\w+, without a tag\.$/,
      ),
    });
    expect(world.built).toHaveLength(1);
  });

  test('is told as what stopped this run while ECR does not show its tag yet', async () => {
    const theirs = imageOf(['theirs'], labels);
    const world = memoryWorld({ afterBuild: (state) => hold(state, theirs, 'v1') });
    const ecr = { ...world.ecr, findImage: async () => undefined };
    const result = placed(await provideImage(request, { ...world, ecr }));
    expect([result.ending.kind, world.built.length]).toEqual(['stopped', 1]);
  });
});

test('an image before it that can not be looked for does not keep the result away', async () => {
  const world = memoryWorld();
  const throttled = setupFailure({ code: 'throttled', what: 'AWS throttled it' });
  const ecr = { ...world.ecr, newestImage: async () => Promise.reject(throttled) };
  expect(placed(await provideImage(request, { ...world, ecr })).ending.kind).toBe('pushed');
});

describe('a dry run', () => {
  test('shows the command and builds nothing', async () => {
    const world = memoryWorld();
    const { lines, outputs } = reportOf(await provideImage({ ...request, dryRun: true }, world));
    expect([world.done, world.state.changes]).toEqual([[], []]);
    expect(world.lines.find((line) => line.includes('docker buildx build'))).toContain('push-by-digest=true');
    expect(lines).toEqual(['Dry run: an image would be built and pushed to team/web; nothing was.']);
    expect(outputs).toMatchObject({ digest: '', reused: 'false', tags: '["v1"]' });
  });

  test('of what is there says that it would be reused', async () => {
    const world = memoryWorld();
    await provideImage(request, world);
    const result = await provideImage({ ...request, dryRun: true }, world);
    expect(placed(result).ending.kind).toBe('reused');
  });
});

describe('a repository that is missing', () => {
  test('is named when it is not to be made', async () => {
    await expect(provideImage(request, memoryWorld({ repository: 'none' }))).rejects.toMatchObject({
      kind: 'setup',
      code: 'repository-not-found',
      message:
        'There is no ECR repository team/web in eu-west-1 of the account of this role. Check `repository`, `region` and `registry-id`; or let this step make it with `create-repository: true`.',
    });
  });

  test('is made with its policy before the build', async () => {
    const world = memoryWorld({ repository: 'none' });
    await provideImage({ ...request, createRepository: true }, world);
    expect(world.done).toEqual(['create team/web', 'policy of team/web', 'build']);
  });

  test('is not made by a dry run, which says that it would be', async () => {
    const world = memoryWorld({ repository: 'none' });
    await provideImage({ ...request, createRepository: true, dryRun: true }, world);
    expect(world.done).toEqual([]);
    expect(world.lines).toContain(
      '  makes  the repository, with immutable tags, scan on push, encryption and a lifecycle policy',
    );
  });

  test('is there when its policy is denied, and that is said', async () => {
    const world = memoryWorld({ repository: 'none' });
    const denied = setupFailure({ code: 'access-denied', what: 'AWS denied it', hint: 'Allow it.' });
    const ecr = { ...world.ecr, putLifecyclePolicy: async () => Promise.reject(denied) };
    const run = provideImage({ ...request, createRepository: true }, { ...world, ecr });
    await expect(run).rejects.toMatchObject({
      kind: 'setup',
      code: 'access-denied',
      message:
        'AWS denied it. Allow it. The repository is there now, without its lifecycle policy; a re-run puts that first.',
    });
    expect(world.done).toEqual(['create team/web']);
  });

  test('gets the policy that an earlier run could not put', async () => {
    const world = memoryWorld({ repository: 'empty', hasPolicy: false });
    await provideImage({ ...request, createRepository: true }, world);
    expect(world.done).toEqual(['policy of team/web', 'build']);
  });

  test('keeps the policy that somebody else gives it at the same moment', async () => {
    const world = memoryWorld({ repository: 'none' });
    const ecr = {
      ...world.ecr,
      createRepository: async () => undefined,
      hasLifecyclePolicy: async () => true,
    };
    await provideImage({ ...request, createRepository: true }, { ...world, ecr });
    expect(world.done).toEqual(['build']);
  });

  test('keeps its images from a policy that it never had', async () => {
    const world = memoryWorld({ repository: 'full', hasPolicy: false });
    await provideImage({ ...request, createRepository: true }, world);
    expect(world.done).toEqual(['build']);
  });
});
