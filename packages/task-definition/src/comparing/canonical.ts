/**
 * A document in the one form in which two that mean the same to ECS look the same: without what ECS fills in by
 * itself, and with the lists whose order means nothing turned into objects by name. Only for comparing: it
 * can't be registered.
 */
import { isList, isObject, type Json, type JsonObject } from '@slipway/documents/value';
import { cpuUnits, mebibytes } from '../checking/task-size.ts';
import { namedBy, valuedBy } from '../item-names.ts';

/** What a member says when it is not there. */
/** A role without a name is none: so the SDK's own example has it. */
const taskDefaults: JsonObject = {
  enableFaultInjection: false,
  executionRoleArn: '',
  networkMode: 'bridge',
  taskRoleArn: '',
};
const containerDefaults: JsonObject = {
  cpu: 0,
  disableNetworking: false,
  essential: true,
  interactive: false,
  privileged: false,
  pseudoTerminal: false,
  readonlyRootFilesystem: false,
};
const healthCheckDefaults: JsonObject = { interval: 30, retries: 3, startPeriod: 0, timeout: 5 };
const platformDefaults: JsonObject = { cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' };

/** @param document a template before its check may be ill-typed: what is no list of containers is compared as it stands. */
export function canonical(document: JsonObject): JsonObject {
  const { containerDefinitions, cpu, memory, requiresCompatibilities, runtimePlatform, volumes, ...rest } =
    document;
  // Under awsvpc and host a container port is the host's port of the same number.
  const samePort = document.networkMode === 'awsvpc' || document.networkMode === 'host';
  const whole = without(taskDefaults, {
    ...rest,
    cpu: amount(cpu, cpuUnits),
    memory: amount(memory, mebibytes),
    requiresCompatibilities: isList(requiresCompatibilities)
      ? sorted(requiresCompatibilities)
      : requiresCompatibilities,
    runtimePlatform: isObject(runtimePlatform) ? without(platformDefaults, runtimePlatform) : runtimePlatform,
    containerDefinitions: each(containerDefinitions, (container) => canonicalContainer(container, samePort)),
    volumes: each(volumes, canonicalVolume),
  });
  return compact(whole);
}

function canonicalContainer(container: JsonObject, samePort: boolean): JsonObject {
  const { healthCheck, mountPoints, portMappings, ...rest } = container;
  const parts: JsonObject = {
    healthCheck: isObject(healthCheck) ? without(healthCheckDefaults, healthCheck) : healthCheck,
    mountPoints: each(mountPoints, (point) => without({ readOnly: false }, point)),
    portMappings: each(portMappings, (mapping) => canonicalPort(mapping, samePort)),
  };
  return without(containerDefaults, { ...rest, ...parts });
}

function canonicalPort(mapping: JsonObject, samePort: boolean): JsonObject {
  const own = samePort ? mapping.containerPort : 0;
  return without({ protocol: 'tcp', hostPort: own }, mapping);
}

/** ECS writes down the root of a file system that nobody named. */
function canonicalVolume(volume: JsonObject): JsonObject {
  const { efsVolumeConfiguration: efs } = volume;
  if (!isObject(efs)) return volume;
  return { ...volume, efsVolumeConfiguration: without({ rootDirectory: '/' }, efs) };
}

/** Task sizes as ECS stores them: `0.5 vCPU` as `512`, `2 GB` as `2048`. */
function amount(value: Json | undefined, read: (text: string) => number | undefined): Json | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return value;
  return String(read(value) ?? value);
}

function without(defaults: JsonObject, object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([member, value]) => defaults[member] !== value));
}

function each(list: Json | undefined, change: (item: JsonObject) => JsonObject): Json | undefined {
  return isList(list) ? list.map((item) => (isObject(item) ? change(item) : item)) : list;
}

const sorted = (list: readonly Json[]): readonly Json[] => list.map(String).sort();

/** Without members that are absent, null or empty, all the way down: ECS keeps none of them apart. */
function compact(object: JsonObject): JsonObject {
  const members = Object.entries(object).flatMap(([member, value]): [string, Json][] => {
    const kept = compacted(member, value);
    return kept === undefined ? [] : [[member, kept]];
  });
  return Object.fromEntries(members);
}

function compacted(member: string, value: Json | undefined): Json | undefined {
  if (value === null || value === undefined) return undefined;
  if (isList(value)) return compactedList(member, value);
  if (!isObject(value)) return value;
  const inner = compact(value);
  return Object.keys(inner).length === 0 ? undefined : inner;
}

function compactedList(member: string, list: readonly Json[]): Json | undefined {
  if (list.length === 0) return undefined;
  const items = list.map((item) => (isObject(item) ? compact(item) : item));
  return byName(items, namedBy[member], valuedBy[member]) ?? items;
}

/** Undefined when an item has no name or shares it; such a list is compared as it stands. */
function byName(
  items: readonly Json[],
  key: string | undefined,
  valueMember: string | undefined,
): JsonObject | undefined {
  if (key === undefined) return undefined;
  const named = new Map<string, Json>();
  for (const item of items) {
    const name = isObject(item) ? item[key] : undefined;
    if (!isObject(item) || typeof name !== 'string' || named.has(name)) return undefined;
    named.set(name, onlyValue(without({ [key]: name }, item), valueMember));
  }
  return Object.fromEntries(named);
}

/** `{value: 'x'}` as `'x'`, so that a variable's difference is that of its text. */
function onlyValue(item: JsonObject, valueMember: string | undefined): Json {
  const [first, ...others] = Object.entries(item);
  if (first === undefined || others.length > 0) return item;
  const [member, value] = first;
  return member === valueMember && value !== undefined ? value : item;
}
