import type {
  Connector,
  ConnectorDirectory,
  ExecutionBackend,
  ExecutionContext,
  FrozenGraph,
  NormalTask,
  RunEvent,
  RunEventOf,
  RunEventType,
} from '@kora/contracts';

type Wrap = (real: ExecutionBackend) => ExecutionBackend;
type Execute = ExecutionBackend['execute'];

/** The real backend with another way to execute. */
export function executing(change: (real: Execute) => Execute): Wrap {
  return (real) => ({
    id: real.id,
    specVersion: real.specVersion,
    validate: (...args) => real.validate(...args),
    health: (signal) => real.health(signal),
    capabilities: () => real.capabilities(),
    execute: change((graph, context) => real.execute(graph, context)),
  });
}

/** One after the other, the first one innermost. */
export const both =
  (...wraps: readonly Wrap[]): Wrap =>
  (real) =>
    wraps.reduce((backend, wrap) => wrap(backend), real);

/** Every event goes through `change`, which gives the events to tell instead; they are numbered anew unless `renumber` is false. */
export function telling(change: (event: RunEvent) => readonly RunEvent[], renumber = true): Wrap {
  return executing(
    (real) =>
      async function* (graph, context) {
        let seq = 1;
        const numbered = (event: RunEvent): RunEvent =>
          renumber ? { ...event, seq: seq++, event_id: `${event.run_id}:${seq}` } : event;
        for await (const item of real(graph, context)) {
          if (item.kind === 'delta' || item.kind === 'queued' || item.kind === 'loading') yield item;
          else if (item.kind === 'event') {
            for (const event of change(item.event)) yield { kind: 'event', event: numbered(event) };
          } else {
            const events = change(item.event).map(numbered);
            const last = events.pop();
            for (const event of events) yield { kind: 'event', event };
            if (last !== undefined) yield { ...item, event: last };
          }
        }
      },
  );
}

/** Changes the events of one type, or drops those for which `change` gives null. */
export function retelling<T extends RunEventType>(
  type: T,
  change: (event: RunEventOf<T>) => RunEvent | null,
  renumber = true,
): Wrap {
  const isOne = (event: RunEvent): event is RunEventOf<T> => event.event_type === type;
  return telling((event) => {
    const told = isOne(event) ? change(event) : event;
    return told === null ? [] : [told];
  }, renumber);
}

/** Executes another graph under the name and hash of the given one. */
export function running(change: (graph: FrozenGraph['graph']) => FrozenGraph['graph']): Wrap {
  return executing((real) => (frozen, context) => real({ ...frozen, graph: change(frozen.graph) }, context));
}

/** Executes the graph with every task changed. */
export function runningTasks(change: (task: NormalTask) => NormalTask): Wrap {
  return running((graph) => ({ ...graph, tasks: graph.tasks.map(change) }));
}

/** Executes with something else in the context. */
export function within(change: (context: ExecutionContext) => Partial<ExecutionContext>): Wrap {
  return executing((real) => (graph, context) => real(graph, { ...context, ...change(context) }));
}

/** Puts something between the backend and its connectors. */
export function calling(change: (real: Connector) => Connector['invoke']): Wrap {
  return within(({ connectors }) => ({ connectors: changed(connectors, change) }));
}

function changed(real: ConnectorDirectory, change: (real: Connector) => Connector['invoke']): ConnectorDirectory {
  return {
    ids: () => real.ids(),
    get: async (id) => {
      const connector = await real.get(id);
      return connector === undefined ? undefined : otherwise(connector, change(connector));
    },
  };
}

/** The same connector, whatever it is made of, with another way to be asked. */
function otherwise(connector: Connector, invoke: Connector['invoke']): Connector {
  return new Proxy(connector, {
    get(real, key) {
      if (key === 'invoke') return invoke;
      const value: unknown = Reflect.get(real, key);
      return typeof value === 'function' ? value.bind(real) : value;
    },
  });
}
