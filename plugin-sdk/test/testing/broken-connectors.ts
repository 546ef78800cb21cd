import type { Connector, ModelEvent, ModelRequest } from '@kora/contracts';
import { ScriptedConnector, type ScriptedConnectorOptions, turns } from '@kora/plugin-sdk/testing';
import { wellBehaved } from './well-behaved-script.ts';

type Invoke = Connector['invoke'];

/** A connector with one fault, and a subtest of the conformance suite that has to notice it. */
export interface BrokenConnector {
  readonly fault: string;
  readonly caughtBy: string;
  make(): Connector;
}

const good = (options: Partial<ScriptedConnectorOptions> = {}) =>
  new ScriptedConnector({ script: wellBehaved, ...options });

/** A good connector in which some members are replaced. */
function broken(base: ScriptedConnector, changes: (base: ScriptedConnector) => Partial<Connector>): Connector {
  const replaced = changes(base);
  return new Proxy<Connector>(base, {
    get(target, name) {
      const value: unknown = Object.hasOwn(replaced, name) ? Reflect.get(replaced, name) : Reflect.get(target, name);
      return typeof value === 'function' && !Object.hasOwn(replaced, name) ? value.bind(target) : value;
    },
  });
}

/** A good connector whose events pass through a function; what it returns goes out instead. */
function rewriting(rewrite: (event: ModelEvent, request: ModelRequest) => readonly ModelEvent[]): Connector {
  return broken(good(), (base) => ({
    async *invoke(request, signal) {
      for await (const event of base.invoke(request, signal)) yield* rewrite(event, request);
    },
  }));
}

const invoking = (invoke: (base: ScriptedConnector) => Invoke) => broken(good(), (base) => ({ invoke: invoke(base) }));

const GRAMMAR = 'a call tells one start, then text, then exactly one end, and nothing after it';
const UNKNOWN_MODEL = 'an unknown model is an error event of kind model_not_found';
const ABORTED = 'an abort during a call ends the generation';

export const brokenConnectors: readonly BrokenConnector[] = [
  {
    fault: 'remembers a model that it has not',
    caughtBy: 'what it remembers of its models is what it has just said of them, or nothing',
    make: () =>
      broken(good(), (base) => ({
        recentModels: async (signal) => (await base.models(signal)).map((model) => ({ ...model, model_id: 'another' })),
      })),
  },
  { fault: 'sends no start', caughtBy: GRAMMAR, make: () => rewriting((e) => (e.type === 'start' ? [] : [e])) },
  { fault: 'starts twice', caughtBy: GRAMMAR, make: () => rewriting((e) => (e.type === 'start' ? [e, e] : [e])) },
  { fault: 'cuts the stream', caughtBy: GRAMMAR, make: () => rewriting((e) => (e.type === 'end' ? [] : [e])) },
  {
    fault: 'sends text after the end',
    caughtBy: GRAMMAR,
    make: () => rewriting((e) => (e.type === 'end' ? [e, { type: 'delta', text: 'more' }] : [e])),
  },
  {
    fault: 'does not say by how much a prompt is too long',
    caughtBy: 'a prompt longer than the context is refused, never cut in silence',
    make: () =>
      rewriting((event) => {
        if (event.type !== 'error') return [event];
        const { details: _, ...error } = event.error;
        return [{ type: 'error', error }];
      }),
  },
  {
    fault: 'says too late what it cannot enforce',
    caughtBy: 'what start says of the schema was said beforehand, and asking for it generates nothing',
    make: () => broken(good({ unenforced: ['/not is not enforced'] }), () => ({ checkSchema: async () => [] })),
  },
  {
    fault: 'ignores max_tokens',
    caughtBy: 'max_tokens is obeyed, and an answer that it cut says so',
    make: () =>
      good({
        script: (r, i) => ({
          ...(typeof wellBehaved === 'function' ? wellBehaved(r, i) : {}),
          ignores_max_tokens: true,
          usage: { tokens_out: 1 },
        }),
      }),
  },
  {
    fault: 'says that a cut answer is complete',
    caughtBy: 'max_tokens is obeyed, and an answer that it cut says so',
    make: () => rewriting((e) => (e.type === 'end' ? [{ ...e, finish_reason: 'stop' }] : [e])),
  },
  {
    fault: 'reports no usage',
    caughtBy: 'usage is present and plausible',
    make: () =>
      rewriting((e) => (e.type === 'end' ? [{ ...e, usage: { ...e.usage, tokens_in: 0, tokens_out: 0 } }] : [e])),
  },
  {
    fault: 'reports usage that is no number',
    caughtBy: 'usage is present and plausible',
    make: () => rewriting((e) => (e.type === 'end' ? [{ ...e, usage: { ...e.usage, tokens_out: Number.NaN } }] : [e])),
  },
  {
    fault: 'sends everything at once',
    caughtBy: 'text arrives while it is generated',
    make: () => {
      const held: string[] = [];
      return rewriting((e) => {
        if (e.type === 'delta') held.push(e.text);
        if (e.type === 'delta' || e.type === 'thinking') return [];
        return e.type === 'start' ? [e] : [{ type: 'delta', text: held.splice(0).join('') }, e];
      });
    },
  },
  {
    fault: 'sends events that cannot be cloned',
    caughtBy: 'every event can cross a process boundary',
    make: () => rewriting((e) => [Object.assign(() => {}, e) as ModelEvent]),
  },
  {
    fault: 'hides the seed',
    caughtBy: 'start says which model runs with which parameters',
    make: () => rewriting((e) => (e.type === 'start' ? [{ ...e, seed: null }] : [e])),
  },
  {
    fault: 'answers for any model',
    caughtBy: UNKNOWN_MODEL,
    make: () => invoking((base) => (r, s) => base.invoke({ ...r, model_id: 'scripted-model' }, s)),
  },
  {
    fault: 'rejects instead of sending an error',
    caughtBy: UNKNOWN_MODEL,
    make: () =>
      rewriting((e) => {
        if (e.type === 'error') throw new Error(e.error.message);
        return [e];
      }),
  },
  {
    fault: 'sends errors without a KORA code',
    caughtBy: UNKNOWN_MODEL,
    make: () => rewriting((e) => (e.type === 'error' ? [{ ...e, error: { ...e.error, code: 'E404' } }] : [e])),
  },
  {
    fault: 'repeats the prompt in its errors',
    caughtBy: UNKNOWN_MODEL,
    make: () =>
      rewriting((e, r) =>
        e.type === 'error' ? [{ ...e, error: { ...e.error, message: r.messages[0]?.content ?? '' } }] : [e],
      ),
  },
  {
    fault: 'cuts long prompts in silence',
    caughtBy: 'a prompt longer than the context is refused, never cut in silence',
    make: () =>
      invoking(
        (base) => (r, s) =>
          base.invoke({ ...r, messages: r.messages.map((m) => ({ ...m, content: m.content.slice(0, 99) })) }, s),
      ),
  },
  {
    fault: 'goes on generating after an abort',
    caughtBy: ABORTED,
    make: () => invoking((base) => (r) => base.invoke(r, new AbortController().signal)),
  },
  {
    fault: 'rejects with its own error on abort',
    caughtBy: ABORTED,
    make: () =>
      broken(good({ on_abort: 'reject' }), (base) => ({
        async *invoke(request, signal) {
          try {
            yield* base.invoke(request, signal);
          } catch (cause) {
            throw new Error('aborted', { cause });
          }
        },
      })),
  },
  {
    fault: 'generates although the signal was aborted before',
    caughtBy: 'a call whose signal is already aborted generates nothing',
    make: () => invoking((base) => (r, s) => base.invoke(r, s.aborted ? new AbortController().signal : s)),
  },
  {
    fault: 'stops working after an abort',
    caughtBy: 'an aborted call leaves the connector able to serve the next one',
    make: () =>
      invoking(
        (base) =>
          async function* (r, s) {
            yield* base.invoke(r, s);
            if (s.aborted) await base.dispose();
          },
      ),
  },
  {
    fault: 'leaves a listener on the signal',
    caughtBy: 'no listener stays on the signal',
    make: () =>
      invoking((base) => (r, s) => {
        s.addEventListener('abort', () => {});
        return base.invoke(r, s);
      }),
  },
  {
    fault: 'ignores the signal of questions',
    caughtBy: 'questions with an aborted signal reject with its reason',
    make: () => broken(good(), (base) => ({ models: () => base.models(new AbortController().signal) })),
  },
  {
    fault: 'answers a schema with prose',
    caughtBy: 'a request with schema yields JSON of that schema',
    make: () => good({ script: () => turns.answer('It is about an invoice. '.repeat(30)) }),
  },
  {
    fault: 'claims a constraint that it does not support',
    caughtBy:
      'start says how the output of a call with schema is really constrained, and never claims more than it supports',
    make: () => broken(good(), (base) => ({ supports: { ...base.supports, structured_output: 'none' } })),
  },
  {
    fault: 'ignores the seed',
    caughtBy: 'the same seed gives the same answer',
    make: () => good({ script: (_, index) => turns.answer(`${index} `.repeat(200)) }),
  },
  {
    fault: 'counts tokens wrongly',
    caughtBy: 'a counted prompt is what the call then uses',
    make: () => broken(good(), () => ({ countTokens: async () => 3 })),
  },
  {
    fault: 'claims a method that it lacks',
    caughtBy: 'it implements this version of the contract and has the methods that it claims, and no others',
    make: () => broken(good(), (base) => ({ supports: { ...base.supports, pull: true } })),
  },
  {
    fault: 'does not list its model',
    caughtBy: 'its models are described under its own name, each once, the one under test among them',
    make: () => broken(good(), () => ({ models: async () => [] })),
  },
  {
    fault: 'has a status of its own',
    caughtBy: 'its health has a known status and a sentence for a person',
    make: () =>
      broken(good(), () => ({ health: async () => ({ status: 'ready', message: '', runtime_version: null }) })),
  },
  {
    fault: 'thinks although it says that it cannot',
    caughtBy: 'thinking is never told by a connector that does not support it',
    make: () => good({ supports: { thinking: false } }),
  },
  {
    fault: 'fails when it is disposed of twice',
    caughtBy: 'a connector keeps the contract after dispose',
    make: () => {
      const disposals: string[] = [];
      return broken(good(), (base) => ({
        async dispose() {
          if (disposals.push('once') > 1) throw new Error('disposed already');
          await base.dispose();
        },
      }));
    },
  },
  {
    fault: 'hangs after it was disposed of',
    caughtBy: 'a connector keeps the contract after dispose',
    make: () => {
      const gone = new AbortController();
      return broken(good(), (base) => ({
        dispose: async () => gone.abort(),
        health: (signal) => (gone.signal.aborted ? new Promise<never>(() => {}) : base.health(signal)),
      }));
    },
  },
  {
    fault: 'cannot serve two calls at once',
    caughtBy: 'a connector keeps the contract during a call',
    make: () => {
      const running = new Set<ModelRequest>();
      return invoking(
        (base) =>
          async function* (request, signal) {
            if (running.size > 0) throw new Error('busy');
            running.add(request);
            try {
              yield* base.invoke(request, signal);
            } finally {
              running.delete(request);
            }
          },
      );
    },
  },
];
