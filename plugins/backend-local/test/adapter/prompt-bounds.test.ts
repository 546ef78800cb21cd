import type { ModelDescriptor, ModelEvent, ModelRequest } from '@kora/contracts';
import { ScriptedConnector, turns } from '@kora/plugin-sdk/testing';
import fc from 'fast-check';
import t from 'tap';
import { PromptBounds } from '../../src/adapter/prompt-bounds.ts';
import { backendOver, type Draft, freeze, model, run, threads } from '../support/run-graph.ts';

const pool = threads(1);
t.teardown(() => pool.close());

/** Notes what it was asked. */
class Noting extends ScriptedConnector {
  readonly requests: ModelRequest[] = [];

  override invoke(request: ModelRequest, signal: AbortSignal): AsyncGenerator<ModelEvent> {
    this.requests.push(request);
    return super.invoke(request, signal);
  }
}

const noting = (more = {}) => new Noting({ script: () => turns.answer('x'), ...more });
const system = { role: 'system', content: 'Be brief.' };
const user = (content: string) => ({ role: 'user', content });
const saying = (...messages: Draft[]) => freeze([model('ask', { input: { messages } })]);

/** Asks one question after another of one backend, and tells how often it counted for each. */
async function asking(connector: Noting, graphs: readonly ReturnType<typeof freeze>[]) {
  const backend = backendOver(pool);
  const started = [];
  for (const graph of graphs) {
    const before = connector.prompts_counted;
    const { events, task } = await run(backend, graph, { connectors: [connector] });
    const payload = events.flatMap((event) => (event.event_type === 'model.invocation.started' ? [event.payload] : []));
    started.push({ counts: connector.prompts_counted - before, started: payload[0], task: task('ask') });
  }
  return started;
}

t.test('a prompt that fits whatever it counts is counted once for its model, and estimated afterwards', async (t) => {
  const connector = noting();
  const [first, second, third, fourth] = await asking(connector, [
    saying(user('One.')),
    saying(user('Two, and a little more.')),
    saying(system, user('Three.')),
    saying(system, user('Four.')),
  ]);
  t.match(first, { counts: 1, started: { model: { tokens_source: 'counted' }, tokens_reserved: 100 } });
  t.match(second, {
    counts: 0,
    started: { model: { tokens_source: 'estimated' }, tokens_reserved: 100, warnings: [] },
  });
  t.match(third, { counts: 1 }, 'a system prompt may take the place of one that the template has');
  t.match(fourth, { counts: 0 });
  t.equal(second?.task.model?.tokens_source, 'reported', 'in the end there is the exact number');
  const [one, two] = connector.requests;
  t.equal(one?.tokens_in_at_most, undefined);
  t.ok((two?.tokens_in_at_most ?? 0) >= (second?.task.tokens_in ?? 1), 'and the connector knows what it cannot exceed');
});

t.test('a prompt that may not fit is counted, and one that does not is refused, as ever', async (t) => {
  const connector = noting({ context_tokens: 2000 });
  const [, near, over] = await asking(connector, [
    saying(user('One.')),
    saying(user('a '.repeat(1000))),
    saying(user('a '.repeat(4000))),
  ]);
  t.match(near, { counts: 1, started: { model: { tokens_source: 'counted' } } });
  t.match(over, { counts: 1, started: undefined, task: { error_code: 'KORA_MODEL_CONTEXT_OVERFLOW' } });
});

t.test('of a connector that takes the place of another, and of another model, nothing is known', async (t) => {
  const connector = noting();
  const descriptor = (model_id: string, digest: string | null): ModelDescriptor => ({
    ...{ model_id, digest, connector: 'scripted', quantization: null, context_tokens: 4096, size_bytes: null },
    ...{ required_vram_mb: null, loaded: true, remote: false },
  });
  const bounds = new PromptBounds();
  const messages = [{ role: 'user', content: 'One.' } as const];
  bounds.learn({ connector, descriptor: descriptor('a', null) }, messages, 12);
  t.type(bounds.of({ connector, descriptor: descriptor('a', null) }, messages), 'number');
  t.equal(bounds.of({ connector: noting(), descriptor: descriptor('a', null) }, messages), null);
  t.equal(bounds.of({ connector, descriptor: descriptor('b', null) }, messages), null);
  t.equal(bounds.of({ connector, descriptor: descriptor('a', 'sha256:1') }, messages), null);
});

t.test(
  'the bound holds for any prompt of a template and a vocabulary of single bytes, which is the worst there is',
  (t) => {
    const connector = noting();
    const descriptor: ModelDescriptor = {
      ...{ model_id: 'a', digest: null, connector: 'scripted', quantization: null, context_tokens: 4096 },
      ...{ size_bytes: null, required_vram_mb: null, loaded: true, remote: false },
    };
    const text = fc.string({ unit: 'binary', maxLength: 200 });
    const role = fc.constantFrom('user', 'assistant');
    const chat = fc.array(fc.record({ role, content: text }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(chat, chat, fc.nat(2000), (seen, asked, preamble) => {
        const count = (messages: typeof seen) =>
          messages.reduce(
            (sum, { role, content }) => sum + Buffer.byteLength(`<|im_start|>${role}\n${content}<|im_end|>\n`),
            0,
          ) + preamble;
        const bounds = new PromptBounds();
        bounds.learn({ connector, descriptor }, seen, count(seen));
        return (bounds.of({ connector, descriptor }, asked) ?? 0) >= count(asked);
      }),
    );
    t.end();
  },
);
