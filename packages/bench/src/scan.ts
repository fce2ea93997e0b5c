/**
 * What a gate over many findings costs: the built action on an index of three platforms, whose findings come in ten
 * pages, and on the same ten times over. In this machine's time, which is all work: the scans are done before.
 */
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { askEcr } from '@slipway/local-aws/ask';
import { startLocalAws, type LocalAws } from '@slipway/local-aws/local-aws';
import { readWorld } from '@slipway/local-aws/world-file';
import { root } from '@slipway/repo-tools/repository';
import { aligned } from '@slipway/repo-tools/tables';
import { pushIndex, type IndexPart } from '@slipway/test-kit/pushed-index';
import { median } from './percentile.ts';
import { runTold } from './timed-run.ts';

const repository = 'team/web';
/** Findings of each platform, in thousands: as many pages. */
const pages = { 'linux/amd64': 4, 'linux/arm64': 3, 'linux/s390x': 3 } as const;

/** Milliseconds, and then some. */
const settled = 61_000;

interface Figures {
  readonly findings: number;
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly calls: number;
  readonly reportMegabytes: number;
}

/** @returns the figures as lines. */
export async function scanFigures(flags: readonly string[]): Promise<readonly string[]> {
  const { values } = parseArgs({ args: [...flags], options: { rounds: { type: 'string', default: '5' } } });
  const rounds = Number(values.rounds);
  await using opened = new AsyncDisposableStack();
  const places: Place[] = [];
  for (const times of [0, 1, 10]) places.push(opened.adopt(await openPlace(times), closePlace));
  // An enhanced scan is read a minute after its end at the earliest; waiting is not what is measured.
  await setTimeout(settled);
  const rows: Figures[] = [];
  for (const place of places) rows.push(await figuresOf(place, rounds));
  return [
    `The gate over an index of three platforms with enhanced scanning, report and SARIF written, ${String(rounds)} rounds (medians):`,
    ...aligned([
      ['findings', 'seconds', 'peak MB', 'calls', 'report MB'],
      ...rows.map((row) => [
        String(row.findings),
        row.seconds.toFixed(2),
        row.peakMegabytes.toFixed(0),
        String(row.calls),
        row.reportMegabytes.toFixed(1),
      ]),
    ]),
  ];
}

/** A cloud with an index whose scans have ended, and a checkout. */
interface Place {
  readonly aws: LocalAws;
  readonly workspace: string;
  readonly digest: string;
  readonly findings: number;
}

async function openPlace(times: number): Promise<Place> {
  const workspace = await mkdtemp(join(tmpdir(), 'slipway-scan-'));
  const aws = await startLocalAws({ world: readWorld(worldOf(times), 'world of this benchmark') });
  const digest = await pushIndex(aws.endpoint, repository, 'index', await imagesOf(aws));
  const findings = 1000 * times * Object.values(pages).reduce((sum, each) => sum + each, 0);
  return { aws, workspace, digest, findings };
}

async function closePlace({ aws, workspace }: Place): Promise<void> {
  await aws.close();
  await rm(workspace, { recursive: true, force: true });
}

async function figuresOf(place: Place, rounds: number): Promise<Figures> {
  const runs: Omit<Figures, 'findings'>[] = [];
  for (let round = 0; round < rounds; round += 1) runs.push(await oneRun(place, round));
  const middle = (of: (run: Omit<Figures, 'findings'>) => number): number => median(runs.map(of));
  return {
    findings: place.findings,
    seconds: middle(({ seconds }) => seconds),
    peakMegabytes: middle(({ peakMegabytes }) => peakMegabytes),
    calls: middle(({ calls }) => calls),
    reportMegabytes: middle(({ reportMegabytes }) => reportMegabytes),
  };
}

async function oneRun({ aws, workspace, digest }: Place, round: number): Promise<Omit<Figures, 'findings'>> {
  const before = aws.calls.length;
  const inputs = {
    repository,
    digest,
    mode: 'report',
    comment: 'false',
    'dry-run': 'false',
    'report-file': 'scan.json',
    'sarif-file': 'scan.sarif',
  };
  const action = join(root, 'actions/scan-image');
  const place = { aws, workspace, close: async () => undefined };
  const { run, peakMegabytes } = await runTold(place, { action, inputs, name: `run-${String(round)}` }, {});
  if (run.exitCode !== 0) throw new Error(run.log.join('\n'));
  const { size } = await stat(join(workspace, 'scan.json'));
  return {
    seconds: run.startToEndMs / 1000,
    peakMegabytes,
    calls: aws.calls.length - before,
    reportMegabytes: size / 1e6,
  };
}

const tagOf = (platform: string): string => platform.replace('/', '-');

/** Images without content, one for each platform, are there from the start. */
const worldOf = (times: number): string =>
  JSON.stringify({
    region: 'eu-west-1',
    timings: { scanning: '20ms' },
    scanning: { type: 'ENHANCED', rules: [{ frequency: 'CONTINUOUS_SCAN', filters: [repository] }] },
    repositories: [{ name: repository, tags: Object.keys(pages).map(tagOf) }],
    images: Object.entries(pages).map(([platform, thousands]) => ({
      repository,
      tag: tagOf(platform),
      findings: times === 0 ? [] : [findingsOf(thousands * times)],
    })),
  });

const findingsOf = (thousands: number): object => ({
  id: 'CVE-2026-{n}',
  repeat: thousands * 1000,
  severity: 'HIGH',
  package: 'package-{n}',
  version: '1.{n}.0',
  fixed: '1.{n}.1',
  description: 'A vulnerability of the benchmark, described in as many words as most of them are. '.repeat(4),
});

async function imagesOf(aws: LocalAws): Promise<readonly IndexPart[]> {
  const images = Object.keys(pages).map(async (platform) => {
    const imageIds = [{ imageTag: tagOf(platform) }];
    const { imageDetails } = (await askEcr(aws.endpoint, 'DescribeImages', {
      repositoryName: repository,
      imageIds,
    })) as { readonly imageDetails: readonly { readonly imageDigest: string }[] };
    return { platform, digest: imageDetails[0]?.imageDigest ?? '' };
  });
  return Promise.all(images);
}
