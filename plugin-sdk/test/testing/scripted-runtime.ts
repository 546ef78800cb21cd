import type { Connector, ConnectorError, ModelEvent, ModelRequest, PullEvent } from '@kora/contracts';
import { defineErrors } from '@kora/plugin-sdk';
import { type ConnectorUnderTest, type RuntimeCondition, ScriptedConnector } from '@kora/plugin-sdk/testing';
import { wellBehaved } from './well-behaved-script.ts';

/** A model on another machine. */
const ELSEWHERE = 'elsewhere:cloud';

const errors = defineErrors({
  KORA_SCRIPTED_DOWN: { type: 'MODEL_UNAVAILABLE', message: () => 'The scripted runtime is down. Start it.' },
});

const fault = (kind: ConnectorError['kind'], retryable = true): ModelEvent => ({
  type: 'error',
  error: { kind, code: 'KORA_SCRIPTED_FAULT', message: 'The scripted runtime has a fault. Try again.', retryable },
});

function untilAborted(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  if (signal.aborted) onAbort();
  return promise.finally(() => signal.removeEventListener('abort', onAbort));
}

/** What a fault of a connector can see and use. */
export interface RuntimeInside {
  readonly condition: () => RuntimeCondition;
  readonly base: Connector;
  readonly fault: typeof fault;
}

/** Members of a connector that take the place of the good ones. */
export type RuntimeFault = (inside: RuntimeInside) => Partial<Connector>;

/** A connector that does everything, over a runtime that can be brought into every condition. */
class ScriptedRuntimeConnector extends ScriptedConnector {
  condition: RuntimeCondition = 'ready';

  constructor() {
    super({ script: wellBehaved, supports: { embeddings: true, pull: true } });
  }

  override async health(signal: AbortSignal) {
    if (this.condition !== 'not_running') return super.health(signal);
    signal.throwIfAborted();
    return { status: 'not_running', message: 'Nothing runs. Start it.', runtime_version: null } as const;
  }

  override async models(signal: AbortSignal) {
    return this.#alive(signal, async () => {
      const models = await super.models(signal);
      const elsewhere = models.map((model) => ({ ...model, model_id: ELSEWHERE, remote: true, remote_allowed: false }));
      return [...models, ...elsewhere];
    });
  }

  override async countTokens(request: ModelRequest, signal: AbortSignal) {
    return this.#alive(signal, () => super.countTokens(request, signal));
  }

  override async unload(model: string, signal: AbortSignal) {
    return this.#alive(signal, () => super.unload(model, signal));
  }

  async embed(_model: string, inputs: readonly string[], signal: AbortSignal) {
    return this.#alive(signal, async () => inputs.map((text) => [text.length, 1]));
  }

  async *pull(_model: string, signal: AbortSignal): AsyncGenerator<PullEvent> {
    await this.#alive(signal, async () => {});
    yield { status: 'pulling', completed_bytes: 5, total_bytes: 9 };
    yield { status: 'success', completed_bytes: 9, total_bytes: 9 };
  }

  override async *invoke(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    if (request.model_id === ELSEWHERE) yield fault('refused', false);
    else if (this.condition === 'not_running') yield fault('not_running');
    else if (this.condition === 'loading') yield fault('loading');
    else if (this.condition === 'busy') yield await untilAborted(signal);
    else {
      for await (const event of super.invoke(request, signal)) {
        yield event;
        if (this.condition !== 'dying' || event.type !== 'delta') continue;
        yield fault('transport');
        return;
      }
    }
  }

  async #alive<T>(signal: AbortSignal, answer: () => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    if (this.condition === 'not_running') throw errors.KORA_SCRIPTED_DOWN({});
    return answer();
  }
}

/** A connector over a scripted runtime; `makeFault` breaks some of its members. */
export function scriptedRuntime(makeFault: RuntimeFault = () => ({})): ConnectorUnderTest {
  const base = new ScriptedRuntimeConnector();
  const replaced = makeFault({ condition: () => base.condition, base, fault });
  const connector = new Proxy<Connector>(base, {
    get(target, name) {
      const value: unknown = Object.hasOwn(replaced, name) ? Reflect.get(replaced, name) : Reflect.get(target, name);
      return typeof value === 'function' && !Object.hasOwn(replaced, name) ? value.bind(target) : value;
    },
  });
  return {
    connector,
    modelId: 'scripted-model',
    refusedModelId: ELSEWHERE,
    become: async (condition) => {
      base.condition = condition;
    },
    dispose: async () => {},
  };
}
