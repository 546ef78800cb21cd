import type { JsonObject } from '@kora/contracts';
import fc from 'fast-check';
import type { UnrulyTurn } from '../engine/unruly-connector.ts';
import { MODELS } from '../engine/unruly-connector.ts';
import { ANSWER_SHAPES } from './answers.ts';
import { turnArbitrary } from './turn-arbitrary.ts';

/** A task as written, and how the models behave that it asks. */
export interface TaskPlan {
  readonly task: JsonObject;
  readonly turns: readonly UnrulyTurn[];
}

/** What tasks of a case may be like. */
export interface TaskOptions {
  readonly models: 'none' | 'some' | 'all';
  /** Whether runtimes may hang; such tasks get little time, so that a test is not long. */
  readonly stalls: boolean;
}

const refs = (dependencies: readonly string[]) => dependencies.map((id) => ({ $from: id }));

/** Operations that always work, sometimes fail on what they are given, or always fail. */
const operationInput = (dependencies: readonly string[]): fc.Arbitrary<JsonObject> => {
  const [first] = dependencies;
  const input = (operation: string, args: JsonObject): JsonObject => ({ operation, arguments: args });
  const number = fc.integer({ min: -50, max: 50 });
  const any: fc.Arbitrary<JsonObject>[] = [
    number.map((n) => input('value.constant', { value: { n, word: `SECRET-value-${Math.abs(n)}` } })),
    number.map((n) => input('value.constant', { value: n })),
    number.map((n) => input('math.evaluate', { expression: '10 / x', variables: { x: n } })),
    fc.array(number, { maxLength: 4 }).map((numbers) => input('list.sum', { numbers })),
    fc.constant(input('value.constant', { value: refs(dependencies) })),
    fc.constant(input('json.coalesce', { values: [...refs(dependencies), 'SECRET-fallback-1'] })),
  ];
  if (first === undefined) return fc.oneof(...any);
  const risky = [
    input('value.constant', { value: { $from: first, pointer: '/n' } }),
    input('text.concat', { parts: [{ $from: first }, 'SECRET-part-1'] }),
    input('math.evaluate', { expression: 'n * 2', variables: { n: { $from: first, pointer: '/n' } } }),
  ];
  return fc.oneof(...any, fc.constantFrom(...risky));
};

const outputSchema = fc.constantFrom<JsonObject | undefined>(
  undefined,
  undefined,
  { type: 'integer' },
  { type: 'object', properties: { n: { type: 'integer' } } },
  { type: ['object', 'array', 'number', 'string', 'null'], additionalProperties: true },
);

const guard = (dependencies: readonly string[]): fc.Arbitrary<JsonObject | undefined> => {
  const [first] = dependencies;
  if (first === undefined) return fc.constant(undefined);
  return fc.constantFrom<JsonObject | undefined>(
    undefined,
    undefined,
    undefined,
    { $from: first, exists: true },
    { $from: first, pointer: '/n', gte: 0 },
    { any: dependencies.map((id) => ({ $from: id, exists: false })) },
    { not: { $from: first, equals: 0 } },
  );
};

const present = (fields: Readonly<Record<string, unknown>>): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as JsonObject;

/** An operation task. */
export function operationArbitrary(id: string, dependencies: readonly string[]): fc.Arbitrary<TaskPlan> {
  return fc
    .record({
      type: fc.constantFrom('deterministic', 'aggregation'),
      input: operationInput(dependencies),
      schema: outputSchema,
      when: guard(dependencies),
      on_failure: fc.constantFrom(undefined, 'fail', 'skip'),
    })
    .map((fields) => ({ task: present({ version: '1.0', id, dependencies, ...fields }), turns: [] }));
}

/** A model task, whose budget is often too small. */
export function modelArbitrary(id: string, dependencies: readonly string[], stalls: boolean): fc.Arbitrary<TaskPlan> {
  return fc.constantFrom(...ANSWER_SHAPES).chain((shape) =>
    fc
      .record({
        turns: fc.array(turnArbitrary(shape, stalls), { minLength: 1, maxLength: 4 }),
        max_tokens: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(400)),
        max_retries: fc.nat(3),
        when: guard(dependencies),
        on_failure: fc.constantFrom('fail', 'skip', { escalate: [{ model: MODELS[1] }] }),
      })
      .map(({ turns, max_tokens, max_retries, ...rest }) => {
        const hangs = turns.some(({ ending }) => ending === 'stall');
        const content = [`#${id}# SECRET-prompt-1 `, ...dependencies.map((from) => ({ $from: from, as: 'json' }))];
        const budget = { max_tokens, max_retries, max_time_ms: hangs ? 80 : 20_000 };
        const input = { messages: [{ role: 'user', content }], parameters: { seed: 7 } };
        const { schema } = shape;
        return {
          task: present({ version: '1.0', id, type: 'model', dependencies, input, schema, budget, ...rest }),
          turns,
        };
      }),
  );
}
