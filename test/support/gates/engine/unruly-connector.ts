import {
  CONNECTOR_SPEC_VERSION,
  type Connector,
  type ConnectorSupports,
  type ModelEvent,
  type ModelRequest,
} from '@kora/contracts';
import { ScriptedConnector, type ScriptedTurn } from '@kora/plugin-sdk/testing';

/** A turn of a scripted runtime, with the faults that a script alone cannot have. */
export interface UnrulyTurn extends ScriptedTurn {
  /** Sends every event of this type twice. */
  readonly repeats?: 'start' | 'delta' | 'end';
  /** The runtime dies for good after its first words. */
  readonly dies?: boolean;
}

/** Two models, so that there is one to escalate to. */
export const MODELS = ['model-a', 'model-b'] as const;

/** A scripted connector that also repeats itself and dies. Turns are chosen by task and by how often it was asked. */
export class UnrulyConnector implements Connector {
  readonly id = 'unruly';
  readonly specVersion = CONNECTOR_SPEC_VERSION;
  readonly supports: ConnectorSupports;
  readonly #scripted: ScriptedConnector;
  readonly #turns = new WeakMap<ModelRequest, UnrulyTurn>();

  constructor(turnFor: (taskId: string, nth: number) => UnrulyTurn) {
    const asked = new Map<string, number>();
    this.#scripted = new ScriptedConnector({
      id: this.id,
      models: MODELS,
      script: (request) => {
        const task = taskOf(request);
        const nth = asked.get(task) ?? 0;
        asked.set(task, nth + 1);
        const turn = turnFor(task, nth);
        this.#turns.set(request, turn);
        return turn;
      },
    });
    this.supports = this.#scripted.supports;
  }

  health = (signal: AbortSignal) => this.#scripted.health(signal);
  models = (signal: AbortSignal) => this.#scripted.models(signal);
  countTokens = (request: ModelRequest, signal: AbortSignal) => this.#scripted.countTokens(request, signal);
  unload = (modelId: string, signal: AbortSignal) => this.#scripted.unload(modelId, signal);
  dispose = () => this.#scripted.dispose();

  async *invoke(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    for await (const event of this.#scripted.invoke(request, signal)) {
      const turn = this.#turns.get(request);
      yield event;
      if (turn?.repeats === event.type) yield event;
      if (turn?.dies === true && event.type === 'delta') await this.dispose();
    }
  }
}

/** The task or item that a prompt of the gates is about: they all begin with its id. */
export function taskOf(request: ModelRequest): string {
  return /^#([A-Za-z0-9._-]+(?:\[\d+\])?)#/.exec(request.messages[0]?.content ?? '')?.[1] ?? 'unknown';
}
