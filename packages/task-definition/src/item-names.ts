/** How ECS tells the items of a list apart: which member of an item is its name, and which one it is the name of. */

/** Member that is the list → member of an item. The order of these lists means nothing to ECS. */
export const namedBy: Readonly<Record<string, string>> = {
  containerDefinitions: 'name',
  dependsOn: 'containerName',
  environment: 'name',
  extraHosts: 'hostname',
  mountPoints: 'containerPath',
  resourceRequirements: 'type',
  secretOptions: 'name',
  secrets: 'name',
  systemControls: 'namespace',
  tags: 'key',
  ulimits: 'name',
  volumes: 'name',
};

/** Member that is the list → member of an item that its name stands for; another one is something else. */
export const valuedBy: Readonly<Record<string, string>> = {
  environment: 'value',
  secretOptions: 'valueFrom',
  secrets: 'valueFrom',
  systemControls: 'value',
  tags: 'value',
};
