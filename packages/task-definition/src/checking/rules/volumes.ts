/** What a volume may be, and what each kind of it needs. */
import type { Rule } from '../finding.ts';
import { listed } from '../naming.ts';
import { eachItem, eachOf } from '../walk.ts';

const kinds = [
  'host',
  'dockerVolumeConfiguration',
  'efsVolumeConfiguration',
  's3filesVolumeConfiguration',
  'fsxWindowsFileServerVolumeConfiguration',
] as const;

export const volumeRules: readonly Rule[] = [
  {
    name: 'volume-of-two-kinds',
    breaks: 'registration',
    says: 'A volume has several configurations.',
    *find({ volumes }) {
      for (const { item, path } of eachOf(volumes, 'volumes')) {
        const given = kinds.filter((kind) => item[kind] !== undefined);
        const all = item.configuredAtLaunch === true ? [...given, 'configuredAtLaunch'] : given;
        const [, second] = all;
        if (second === undefined) continue;
        yield { path: [...path, second], complaint: `a volume has only one of ${listed(all)}` };
      }
    },
  },
  {
    name: 'several-volumes-at-launch',
    breaks: 'registration',
    says: 'More than one volume is configured at launch.',
    *find({ volumes }) {
      const atLaunch = eachOf(volumes, 'volumes').filter(({ item }) => item.configuredAtLaunch === true);
      for (const { path } of atLaunch.slice(1))
        yield { path: [...path, 'configuredAtLaunch'], complaint: 'a task has only one volume of this kind' };
    },
  },
  {
    name: 'volume-at-launch-unmounted',
    breaks: 'registration',
    says: 'No container mounts the volume that is configured at launch.',
    *find(task) {
      const used = new Set(eachItem(task, 'mountPoints').map(({ item }) => item.sourceVolume));
      for (const { item, path } of eachOf(task.volumes, 'volumes')) {
        if (item.configuredAtLaunch !== true || item.name === undefined || used.has(item.name)) continue;
        yield { path, complaint: 'a container must mount a volume that is configured at launch' };
      }
    },
  },
  {
    name: 'root-directory-with-access-point',
    breaks: 'registration',
    says: 'A volume on EFS or S3 Files has an access point and a root directory of its own.',
    *find({ volumes }) {
      for (const { item, path } of eachOf(volumes, 'volumes')) {
        const { efsVolumeConfiguration: efs, s3filesVolumeConfiguration: s3 } = item;
        const complaint = 'the access point decides the folder: leave it out, or write `/`';
        if (efs?.authorizationConfig?.accessPointId !== undefined && !isRoot(efs.rootDirectory))
          yield { path: [...path, 'efsVolumeConfiguration', 'rootDirectory'], complaint };
        if (s3?.accessPointArn !== undefined && !isRoot(s3.rootDirectory))
          yield { path: [...path, 's3filesVolumeConfiguration', 'rootDirectory'], complaint };
      }
    },
  },
  {
    name: 'efs-without-transit-encryption',
    breaks: 'registration',
    says: 'A volume on EFS has an access point, IAM authorization or a port for encrypted traffic, but no transit encryption.',
    *find({ volumes }) {
      for (const { item, path } of eachOf(volumes, 'volumes')) {
        const efs = item.efsVolumeConfiguration;
        if (efs === undefined || efs.transitEncryption === 'ENABLED') continue;
        const { accessPointId, iam } = efs.authorizationConfig ?? {};
        const needs = [
          ...(accessPointId === undefined ? [] : ['accessPointId']),
          ...(iam === 'ENABLED' ? ['iam'] : []),
          ...(efs.transitEncryptionPort === undefined ? [] : ['transitEncryptionPort']),
        ];
        if (needs.length === 0) continue;
        yield {
          path: [...path, 'efsVolumeConfiguration', 'transitEncryption'],
          complaint: `it must be \`ENABLED\` together with ${listed(needs)}`,
        };
      }
    },
  },
  {
    name: 'autoprovision-in-task-scope',
    breaks: 'registration',
    says: 'A volume of Docker is to be provisioned although it lives and ends with the task.',
    *find({ volumes }) {
      for (const { item, path } of eachOf(volumes, 'volumes')) {
        const docker = item.dockerVolumeConfiguration;
        if (docker?.autoprovision !== true || docker.scope === 'shared') continue;
        yield {
          path: [...path, 'dockerVolumeConfiguration', 'autoprovision'],
          complaint: 'it is for `scope` `shared` only: a volume of a task is made with the task',
        };
      }
    },
  },
];

const isRoot = (directory: string | undefined): boolean => directory === undefined || directory === '/';
