import type { RuntimeFault } from './scripted-runtime.ts';

/** A way in which a connector misreads its runtime, and the subtest of the conformance suite that has to notice it. */
export interface BrokenRuntime {
  readonly fault: string;
  readonly caughtBy: string;
  readonly make: RuntimeFault;
}

const hangs = () => new Promise<never>(() => {});

export const brokenRuntimes: readonly BrokenRuntime[] = [
  {
    fault: 'says that it is ready although nothing runs',
    caughtBy: 'health with a runtime that is not running',
    make: () => ({ health: async () => ({ status: 'ready', message: 'Ready.', runtime_version: null }) }),
  },
  {
    fault: 'lists a model elsewhere as if it were here',
    caughtBy: 'a model elsewhere that nobody allowed is listed as remote',
    make: ({ base }) => ({
      models: async (s) =>
        (await base.models(s)).map(({ remote_allowed: _, ...model }) => ({ ...model, remote: false })),
    }),
  },
  {
    fault: 'says of every model that it is allowed',
    caughtBy: 'only a model elsewhere can be allowed or not',
    make: ({ base }) => ({
      models: async (s) => (await base.models(s)).map((model) => ({ ...model, remote_allowed: true })),
    }),
  },
  {
    fault: 'asks a model elsewhere that nobody allowed',
    caughtBy: 'a model elsewhere that nobody allowed is refused',
    make: ({ base }) => ({
      async *invoke(r, s) {
        const [model_id] = [r.model_id.replace('elsewhere:cloud', 'scripted-model')];
        yield* base.invoke({ ...r, model_id }, s);
      },
    }),
  },
  {
    fault: 'cannot say what it enforces while the runtime is busy',
    caughtBy: 'checkSchema with a runtime that is busy',
    make: ({ condition }) => ({ checkSchema: async () => (condition() === 'busy' ? hangs() : []) }),
  },
  {
    fault: 'hangs when nothing runs',
    caughtBy: 'models with a runtime that is not running',
    make: ({ base, condition }) => ({ models: (s) => (condition() === 'not_running' ? hangs() : base.models(s)) }),
  },
  {
    fault: 'lets through what fetch threw',
    caughtBy: 'unload with a runtime that is not running',
    make: ({ base, condition }) => ({
      unload: async (m, s) => {
        if (condition() === 'not_running') throw new TypeError('fetch failed');
        await base.unload?.(m, s);
      },
    }),
  },
  {
    fault: 'counts although nothing runs',
    caughtBy: 'countTokens with a runtime that is not running',
    make: () => ({ countTokens: async () => 26 }),
  },
  {
    fault: 'embeds although nothing runs',
    caughtBy: 'embed with a runtime that is not running',
    make: () => ({ embed: async (_, inputs) => inputs.map((text) => [text.length, 1]) }),
  },
  {
    fault: 'takes a pull from nobody for a complete one',
    caughtBy: 'pull with a runtime that is not running',
    make: () => ({
      async *pull() {
        yield { status: 'success', completed_bytes: 0, total_bytes: null };
      },
    }),
  },
  {
    fault: 'takes a dead runtime for a bad request',
    caughtBy: 'invoke with a runtime that is not running',
    make: ({ base, condition, fault }) => ({
      async *invoke(r, s) {
        if (condition() === 'not_running') yield fault('bad_request', false);
        else yield* base.invoke(r, s);
      },
    }),
  },
  {
    fault: 'says that a runtime which loads has failed',
    caughtBy: 'health with a runtime that is loading',
    make: ({ base, condition }) => ({
      health: async (s) =>
        condition() === 'loading' ? { status: 'failed', message: 'No.', runtime_version: null } : base.health(s),
    }),
  },
  {
    fault: 'takes loading for a fault that stays',
    caughtBy: 'invoke with a runtime that is loading',
    make: ({ base, condition, fault }) => ({
      async *invoke(r, s) {
        if (condition() === 'loading') yield fault('loading', false);
        else yield* base.invoke(r, s);
      },
    }),
  },
  {
    fault: 'fails with a ready runtime',
    caughtBy: 'models with a runtime that is ready',
    make: () => ({ models: async () => Promise.reject(new Error('no')) }),
  },
  {
    fault: 'cannot be asked while the runtime is busy',
    caughtBy: 'health with a runtime that is busy',
    make: ({ base, condition }) => ({ health: (s) => (condition() === 'busy' ? hangs() : base.health(s)) }),
  },
  {
    fault: 'ignores an abort while it waits for its turn',
    caughtBy: 'invoke with a runtime that is busy',
    make: ({ base, condition }) => ({
      async *invoke(r, s) {
        if (condition() === 'busy') await hangs();
        yield* base.invoke(r, s);
      },
    }),
  },
  {
    fault: 'takes an abort in the queue for a fault',
    caughtBy: 'invoke with a runtime that is busy',
    make: ({ base, condition, fault }) => ({
      async *invoke(r, s) {
        if (condition() !== 'busy') yield* base.invoke(r, s);
        else {
          await new Promise((resolve) => s.addEventListener('abort', resolve, { once: true }));
          yield fault('transport');
        }
      },
    }),
  },
  {
    fault: 'never recovers from a call that was given up in the queue',
    caughtBy: 'invoke with a runtime that was busy',
    make: ({ base, condition, fault }) => {
      const seen = new Set<string>();
      return {
        async *invoke(r, s) {
          seen.add(condition());
          if (seen.has('busy') && condition() === 'ready') yield fault('overloaded');
          else yield* base.invoke(r, s);
        },
      };
    },
  },
  {
    fault: 'takes a cut stream for a whole answer',
    caughtBy: 'invoke with a runtime that dies in the middle of an answer',
    make: ({ base, condition }) => ({
      async *invoke(r, s) {
        const usage = { tokens_in: 9, tokens_out: 1, source: 'estimated' } as const;
        for await (const event of base.invoke(r, s)) {
          if (condition() === 'dying' && event.type === 'error') yield { type: 'end', finish_reason: 'stop', usage };
          else yield event;
        }
      },
    }),
  },
  {
    fault: 'rejects when the stream is cut',
    caughtBy: 'invoke with a runtime that dies in the middle of an answer',
    make: ({ base, condition }) => ({
      async *invoke(r, s) {
        for await (const event of base.invoke(r, s)) {
          if (condition() === 'dying' && event.type === 'error') throw new TypeError('terminated');
          yield event;
        }
      },
    }),
  },
  {
    fault: 'does not notice that the runtime is gone',
    caughtBy: 'health with a runtime that is gone',
    make: ({ base }) => {
      const known: Awaited<ReturnType<typeof base.health>>[] = [];
      let served = 0;
      return {
        health: async (s) => (served > 0 && known[0]) || base.health(s),
        async *invoke(r, s) {
          known[0] ??= await base.health(s);
          served += 1;
          yield* base.invoke(r, s);
        },
      };
    },
  },
  {
    fault: 'stays down when the runtime is back',
    caughtBy: 'invoke with a runtime that is back',
    make: ({ base, condition, fault }) => {
      let down = false;
      return {
        async *invoke(r, s) {
          down ||= condition() === 'not_running';
          if (down) yield fault('not_running');
          else yield* base.invoke(r, s);
        },
      };
    },
  },
  {
    fault: 'takes progress of a pull back',
    caughtBy: 'a pull tells progress that never goes back and stays within its total',
    make: () => ({
      async *pull() {
        for (const completed_bytes of [5, 4, 9]) yield { status: 'pulling', completed_bytes, total_bytes: 9 };
      },
    }),
  },
  {
    fault: 'mixes up the vectors of texts',
    caughtBy: 'texts become vectors of one length, in their order',
    make: () => ({ embed: async (_, inputs) => inputs.map((text) => [text.length]).reverse() }),
  },
];
