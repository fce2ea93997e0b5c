/** Which listeners are open on loopback, and where. In virtual time there is no traffic, so none ever is. */
import type { CloudClock } from '../ports.ts';
import type { ListenerOf } from './estate.ts';
import { actionFor, type Doors } from './listener-rules.ts';
import { openListener, type Listener } from './listener.ts';
import type { BalancerMetrics } from './metrics.ts';

export interface OpenListeners {
  /** @throws Failure of kind setup when the port that the world names can't be opened */
  open(of: ListenerOf): Promise<void>;
  close(listenerArn: string): Promise<void>;
  closeAll(): Promise<void>;
  /** 0 when it is not open. */
  portOf(listenerArn: string): number;
  /** Label → `http://127.0.0.1:PORT` */
  urls(): Readonly<Record<string, string>>;
}

/** Told of each listener that CreateListener opens. */
export type Announce = (label: string, url: string) => void;

export function createOpenListeners(
  clock: Pick<CloudClock, 'factor'>,
  metrics: BalancerMetrics,
  announce: Announce,
): OpenListeners {
  const opened = new Map<string, Listener & { readonly label: string }>();
  const urlOf = ({ port }: Listener): string => `http://127.0.0.1:${String(port)}`;
  const close = async (arn: string): Promise<void> => {
    const listener = opened.get(arn);
    opened.delete(arn);
    await listener?.close();
  };
  return {
    open: async (of) => {
      if (clock.factor === Infinity) return;
      const { arn, label, worldKey } = of.listener;
      const portFor = (asked: number): number | undefined => {
        const other = of.balancer.listeners.find(({ wantedPort }) => wantedPort === asked);
        return other && opened.get(other.arn)?.port;
      };
      const listener = await opening(of, metrics, portFor);
      opened.set(arn, { ...listener, label });
      if (worldKey === undefined) announce(label, urlOf(listener));
    },
    close,
    closeAll: async () => {
      await Promise.all([...opened.keys()].map(close));
    },
    portOf: (arn) => opened.get(arn)?.port ?? 0,
    urls: () => Object.fromEntries([...opened.values()].map((each) => [each.label, urlOf(each)])),
  };
}

async function opening(
  { balancer, listener }: ListenerOf,
  metrics: BalancerMetrics,
  portFor: Doors['portFor'],
): Promise<Listener> {
  const { wantedPort, worldKey } = listener;
  const open = (port: number, key: string): Promise<Listener> =>
    openListener(
      { name: balancer.name, port, key, portFor },
      (request) => actionFor(listener.rules, request),
      (group) => metrics.request(balancer.arn, group),
    );
  if (worldKey !== undefined) return open(wantedPort, worldKey);
  // On AWS every load balancer has an address of its own; here they share one, so that another port has to do.
  return open(wantedPort, 'Port').catch(() => open(0, 'Port'));
}
