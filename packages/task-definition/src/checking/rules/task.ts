/** What concerns the task as a whole: its size on the wire, where it may be placed, its proxy and its devices. */
import type { Rule } from '../finding.ts';
import { networkModeOf } from '../launch.ts';
import { insteadOf, listed } from '../naming.ts';
import { containerNames, eachItem, eachOf } from '../walk.ts';

/** Bytes of the request, "64 KiB" among the service quotas. */
const largest = 65_536;
const mostConstraints = 10;
const proxyNeeds = ['AppPorts', 'ProxyIngressPort', 'ProxyEgressPort'];

/** Apart, because of a document that breaks it nothing else is told. */
export const tooLarge: Rule = {
  name: 'too-large',
  breaks: 'registration',
  says: 'The whole task definition is larger than 64 KB.',
  *find(task) {
    const size = new TextEncoder().encode(JSON.stringify(task)).length;
    if (size <= largest) return;
    yield {
      path: [],
      complaint: `ECS takes ${String(largest)} bytes, and these are ${String(size)}; environment files and secrets hold what does not fit`,
    };
  },
};

export const taskRules: readonly Rule[] = [
  tooLarge,
  {
    name: 'placement-without-expression',
    breaks: 'registration',
    says: 'A placement constraint has no expression.',
    *find({ placementConstraints }) {
      for (const { item, path } of eachOf(placementConstraints, 'placementConstraints')) {
        if (item.type !== 'memberOf' || (item.expression ?? '') !== '') continue;
        yield {
          path: [...path, 'expression'],
          complaint: '`memberOf` needs it, such as `attribute:ecs.instance-type =~ m7g.*`',
        };
      }
    },
  },
  {
    name: 'too-many-placement-constraints',
    breaks: 'registration',
    says: `There are more than ${String(mostConstraints)} placement constraints.`,
    *find({ placementConstraints = [] }) {
      if (placementConstraints.length <= mostConstraints) return;
      yield {
        path: ['placementConstraints', mostConstraints],
        complaint: `a task has at most ${String(mostConstraints)}, and these are ${String(placementConstraints.length)}`,
      };
    },
  },
  {
    name: 'unknown-proxy-container',
    breaks: 'registration',
    says: 'The proxy of a task is a container that is not there.',
    *find(task) {
      const wanted = task.proxyConfiguration?.containerName;
      const names = containerNames(task);
      if (wanted === undefined || names.includes(wanted)) return;
      yield {
        path: ['proxyConfiguration', 'containerName'],
        complaint: `there is no container of this name${insteadOf(wanted, names, 'there is no container')}`,
      };
    },
  },
  {
    name: 'proxy-outside-awsvpc',
    breaks: 'registration',
    says: 'A task has a proxy although its network mode is not `awsvpc`.',
    *find(task) {
      if (task.proxyConfiguration === undefined || networkModeOf(task) === 'awsvpc') return;
      yield {
        path: ['proxyConfiguration'],
        complaint: 'only network mode `awsvpc` has a proxy',
        decidedBy: [['networkMode']],
      };
    },
  },
  {
    name: 'proxy-property-missing',
    breaks: 'registration',
    says: 'The proxy of a task lacks `AppPorts`, `ProxyIngressPort`, `ProxyEgressPort`, or whom to ignore: `IgnoredUID` or `IgnoredGID`.',
    *find({ proxyConfiguration }) {
      if (proxyConfiguration === undefined) return;
      const set = (proxyConfiguration.properties ?? []).flatMap(({ name = '', value = '' }) =>
        value === '' ? [] : [name],
      );
      const missing = proxyNeeds.filter((name) => !set.includes(name));
      const ignores = set.includes('IgnoredUID') || set.includes('IgnoredGID') ? [] : ['IgnoredUID'];
      if (missing.length + ignores.length === 0) return;
      yield {
        path: ['proxyConfiguration', 'properties'],
        complaint: `the proxy needs ${listed([...missing, ...ignores])}`,
      };
    },
  },
  {
    name: 'resource-value',
    breaks: 'registration',
    says: 'A container asks for a number of GPUs that is none, or for a Neuron device otherwise than with `ALL`.',
    *find(task) {
      for (const { item, path } of eachItem(task, 'resourceRequirements')) {
        const { type, value, sharingStrategy } = item;
        const at = [...path, 'value'];
        if (type === 'NeuronDevice' && value !== 'ALL') yield { path: at, complaint: 'it must be `ALL`' };
        if (type !== 'GPU') continue;
        if (value !== undefined && !/^(?:ALL|[1-9]\d*)$/.test(value))
          yield { path: at, complaint: 'it must be a number of GPUs such as `"1"`, or `ALL`' };
        else if ((value === undefined) === (sharingStrategy === undefined))
          yield { path: at, complaint: 'a GPU needs it or a `sharingStrategy`, and not both' };
      }
    },
  },
  {
    name: 'unknown-accelerator',
    breaks: 'registration',
    says: 'A container asks for an inference accelerator that the task does not have.',
    *find(task) {
      const names = (task.inferenceAccelerators ?? []).flatMap(({ deviceName = [] }) => deviceName);
      for (const { item, path } of eachItem(task, 'resourceRequirements')) {
        if (item.type !== 'InferenceAccelerator' || item.value === undefined) continue;
        if (names.includes(item.value)) continue;
        yield {
          path: [...path, 'value'],
          complaint: `the task has no accelerator of this name${insteadOf(item.value, names, 'it has none')}`,
        };
      }
    },
  },
  {
    name: 'inference-accelerators',
    breaks: 'nothing',
    says: 'A task asks for Elastic Inference, which AWS no longer offers.',
    *find({ inferenceAccelerators = [] }) {
      if (inferenceAccelerators.length === 0) return;
      yield { path: ['inferenceAccelerators'], complaint: 'AWS no longer offers Elastic Inference' };
    },
  },
];
