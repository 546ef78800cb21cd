import type { RuntimeCondition } from '@kora/plugin-sdk/testing';
import { piece } from './ollama-bodies.ts';
import { ProtocolServer } from './protocol-server.ts';
import { cut, type Reply, silence } from './replies.ts';
import { WELL_BEHAVED } from './well-behaved-ollama.ts';

const DYING = cut([piece('Once'), piece(' upon')], 'break');

/** A well-behaved Ollama that can be brought into any condition, on one port. */
export class OllamaRuntime {
  readonly #server: ProtocolServer;
  #condition: RuntimeCondition = 'ready';
  #port = 0;

  constructor() {
    const routes = Object.entries(WELL_BEHAVED).map(([route, reply]) => [route, this.#conditional(route, reply)]);
    this.#server = new ProtocolServer(Object.fromEntries(routes));
  }

  async start(): Promise<string> {
    const url = await this.#server.listen(this.#port);
    this.#port = Number(new URL(url).port);
    return url;
  }

  close(): Promise<void> {
    return this.#server.close();
  }

  async become(condition: RuntimeCondition): Promise<void> {
    if (condition === 'not_running') await this.close();
    else if (this.#condition === 'not_running') await this.start();
    this.#condition = condition;
  }

  /** Loading and waiting look the same in Ollama: no byte and no header, while questions are answered. */
  #conditional(route: string, reply: Reply): Reply {
    const needsModel = ['POST /api/chat', 'POST /api/embed'].includes(route);
    return (response, request) => {
      if (!needsModel || this.#condition === 'ready') return reply(response, request);
      return this.#condition === 'dying' ? DYING(response, request) : silence(response, request);
    };
  }
}
