import { describe, expect, test } from '@jest/globals';
import { scanImage } from '../src/scan-image.ts';
import { tell } from '../src/telling.ts';
import type { WrittenFiles } from '../src/reporting/written-files.ts';
import { complete, given, status, vulnerability, world, type MemoryWorld, type Script } from './world.ts';

const looks = [complete(vulnerability('CVE-1', 'HIGH'))];
const both = { 'report-file': 'out/scan.json', 'sarif-file': 'out/scan.sarif' };

async function told(
  ports: MemoryWorld,
  values: Readonly<Record<string, string>> = both,
): Promise<WrittenFiles> {
  const inputs = given(values);
  return tell(await scanImage(inputs, 'eu-west-1', ports), inputs, ports);
}

const written = (script: Script): MemoryWorld => world({ looks, ...script });

describe('the files', () => {
  test('that were asked for are written', async () => {
    const ports = written({});
    expect(await told(ports)).toEqual({
      reportFile: '/workspace/out/scan.json',
      sarifFile: '/workspace/out/scan.sarif',
      remarks: [],
      annotations: [],
    });
    const of = (path: string): unknown => JSON.parse(ports.files.contents.get(path) ?? '');
    expect(of('/workspace/out/scan.json')).toMatchObject({ verdict: 'failed', findings: [{ id: 'CVE-1' }] });
    expect(of('/workspace/out/scan.sarif')).toMatchObject({ runs: [{ results: [{ ruleId: 'CVE-1' }] }] });
  });

  test('are not written in a dry run, and not when nobody asks', async () => {
    const ports = written({});
    await told(ports, { ...both, 'dry-run': 'true' });
    await told(ports, {});
    expect([...ports.files.contents.keys()]).toEqual([]);
  });

  test('hold no SARIF of a scan that could not be read: it would close every alert', async () => {
    const ports = written({ looks: [status('FAILED')] });
    expect(await told(ports)).toMatchObject({
      reportFile: '/workspace/out/scan.json',
      sarifFile: undefined,
      remarks: [
        'No SARIF is written, because there are no findings to read; the alerts of the last scan stay.',
      ],
    });
  });

  const notWritten = (why: string): WrittenFiles => ({
    reportFile: undefined,
    sarifFile: undefined,
    remarks: [],
    annotations: ['report-file', 'sarif-file'].map((input) => ({
      level: 'warning',
      title: `scan-image: ${input} was not written`,
      message: `${both[input as keyof typeof both]} could not be written: ${why}. The verdict stands without it.`,
    })),
  });

  /** Judged on a sound disk, and told on this one. */
  async function toldOn(disk: (sound: MemoryWorld['files']) => Partial<MemoryWorld['files']>) {
    const ports = written({});
    const inputs = given(both);
    const judged = await scanImage(inputs, 'eu-west-1', ports);
    const told = await tell(judged, inputs, { files: { ...ports.files, ...disk(ports.files) } });
    return { told, left: [...ports.files.contents.keys()] };
  }

  const full = (sound: MemoryWorld['files']): Partial<MemoryWorld['files']> => ({
    write: async (path) => {
      await sound.write(path, 'half');
      throw new Error('ENOSPC: no space left on device');
    },
  });

  test('that can not be written are warned about, leave no half behind, and change no verdict', async () => {
    expect(await toldOn(full)).toEqual({
      told: notWritten('ENOSPC: no space left on device'),
      left: [],
    });
  });

  test('of which a half can not be taken away either are told so', async () => {
    const remove = () => Promise.reject(new Error('EROFS: read-only file system'));
    const { told } = await toldOn((sound) => ({ ...full(sound), remove }));
    expect(told).toEqual(notWritten('ENOSPC: no space left on device; what is there may be half of it'));
  });

  test('are not written through a link that was put there while the scan was waited for', async () => {
    expect(await toldOn(() => ({ isOwn: async () => false }))).toEqual({
      told: notWritten('it no longer leads into the workspace or the temporary folder of the runner'),
      left: [],
    });
  });

  test('whose content can not be made are warned about as well', async () => {
    const ports = written({});
    const inputs = given(both);
    const judged = {
      ...(await scanImage(inputs, 'eu-west-1', ports)),
      get findings(): never {
        throw new RangeError('Invalid string length');
      },
    };
    expect(await tell(judged, inputs, ports)).toEqual(notWritten('Invalid string length'));
  });
});

describe('a place for a file', () => {
  test.each([
    ['policy-file', 'report-file'],
    ['ignore-file', 'sarif-file'],
    ['vex-file', 'report-file'],
  ])('is not that of a file that is read: %s and %s', async (read, written) => {
    const ports = world({ looks, files: { 'a.yaml': 'kev: off\n' } });
    const inputs = given({ [read]: 'a.yaml', [written]: './a.yaml' });
    await expect(scanImage(inputs, 'eu-west-1', ports)).rejects.toThrow(
      `\`${written}\` must be another file than those that are read, but was \`./a.yaml\``,
    );
    expect(ports.journal).toEqual([]);
  });

  test.each([
    [
      { 'sarif-file': '/elsewhere/scan.sarif' },
      '`sarif-file` must be in the workspace or in the temporary folder of the runner, but was `/elsewhere/scan.sarif`',
    ],
    [
      { 'report-file': 'out' },
      '`report-file` must be a file that can be written, but was `out` (it is a folder)',
    ],
    [
      { 'report-file': 'a', 'sarif-file': './a' },
      '`sarif-file` and `report-file` must be two files, but are the same',
    ],
  ])('%j is refused before anything is looked at', async (values, why) => {
    const ports = world({ looks, files: { 'out/there.txt': '' } });
    await expect(scanImage(given(values), 'eu-west-1', ports)).rejects.toThrow(why);
    expect(ports.journal).toEqual([]);
  });
});
