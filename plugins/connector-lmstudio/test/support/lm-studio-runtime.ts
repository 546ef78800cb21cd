import type { RuntimeCondition } from '@kora/plugin-sdk/testing';
import { LmStudioServer, type Reply } from './lm-studio-server.ts';
import { beginning, chunk, silence } from './replies.ts';
import { WellBehaved } from './well-behaved.ts';

const DYING = beginning(chunk({ role: 'assistant', content: 'Once' }) + chunk({ content: ' upon' }), 'break');
const NEED_MODEL = ['POST /v1/chat/completions', 'POST /v1/embeddings', 'POST /api/v1/models/load'];

/** A well-behaved LM Studio that can be brought into any condition, on one port. */
export class LmStudioRuntime {
  readonly #server: LmStudioServer;
  #condition: RuntimeCondition = 'ready';
  #port = 0;

  constructor() {
    const routes = Object.entries(new WellBehaved().routes);
    this.#server = new LmStudioServer(
      Object.fromEntries(routes.map(([route, reply]) => [route, this.#conditional(route, reply)])),
    );
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

  /** Loading on demand and waiting for a turn look the same in LM Studio: no byte, while lists are answered. */
  #conditional(route: string, reply: Reply): Reply {
    return (response, request) => {
      if (!NEED_MODEL.includes(route) || this.#condition === 'ready') return reply(response, request);
      return this.#condition === 'dying' ? DYING(response, request) : silence(response, request);
    };
  }
}
