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
  /** Whether tasks are repeated over lists. `apart`: with tokens for all, so that items do not compete and it is no matter who is first. */
  readonly maps: 'none' | 'apart' | 'any';
  /** Whether model tasks may take answers that were accepted before, in the same run or another. */
  readonly reuse: boolean;
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

/** A task that gives a list, for others to be repeated over. */
export function listArbitrary(id: string): fc.Arbitrary<TaskPlan> {
  return fc
    .array(fc.integer({ min: -9, max: 50 }), { maxLength: 4 })
    .map((value) => ({ operation: 'value.constant', arguments: { value } }))
    .map((input) => ({ task: { version: '1.0', id, type: 'deterministic', input }, turns: [] }));
}

/** A model task, whose budget is often too small. */
export function modelArbitrary(
  id: string,
  dependencies: readonly string[],
  { stalls, reuse }: Pick<TaskOptions, 'stalls' | 'reuse'>,
): fc.Arbitrary<TaskPlan> {
  return fc.constantFrom(...ANSWER_SHAPES).chain((shape) =>
    fc
      .record({
        turns: fc.array(turnArbitrary(shape, stalls), { minLength: 1, maxLength: 4 }),
        max_tokens: fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(400)),
        max_retries: fc.nat(3),
        when: guard(dependencies),
        on_failure: fc.constantFrom('fail', 'skip', { escalate: [{ model: MODELS[1] }] }),
        reuse: reuse ? fc.constantFrom(undefined, { max_age_s: 3_600 }) : fc.constant(undefined),
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

const ITEM: JsonObject = { $from: '$item' };
const INDEX: JsonObject = { $from: '$index' };

/** What a task is repeated over: often no list, sometimes too long a one. */
const forEach = (dependencies: readonly string[]): fc.Arbitrary<JsonObject> => {
  const [$from = ''] = dependencies;
  return fc.constantFrom({ $from, max_items: 4 }, { $from, max_items: 4 }, { $from, max_items: 2 });
};

/** An operation that is repeated over the output of its first dependency. */
export function mappedOperationArbitrary(id: string, dependencies: readonly string[]): fc.Arbitrary<TaskPlan> {
  const input = (operation: string, args: JsonObject): JsonObject => ({ operation, arguments: args });
  return fc
    .record({
      type: fc.constantFrom('deterministic', 'aggregation'),
      input: fc.constantFrom(
        input('value.constant', { value: { item: ITEM, index: INDEX, word: 'SECRET-value-1' } }),
        input('value.constant', { value: ITEM }),
        input('math.evaluate', { expression: '10 / x', variables: { x: ITEM } }),
        input('list.sum', { numbers: [ITEM, INDEX] }),
      ),
      schema: fc.constantFrom<JsonObject | undefined>(undefined, undefined, { type: 'number', minimum: 0 }),
      when: guard(dependencies),
      on_failure: fc.constantFrom(undefined, 'fail', 'skip'),
      for_each: forEach(dependencies),
    })
    .map((fields) => ({ task: present({ version: '1.0', id, dependencies, ...fields }), turns: [] }));
}

/** A question that is repeated over the output of its first dependency. */
export function mappedModelArbitrary(
  id: string,
  dependencies: readonly string[],
  options: Pick<TaskOptions, 'stalls' | 'maps' | 'reuse'>,
): fc.Arbitrary<TaskPlan> {
  return fc.tuple(modelArbitrary(id, dependencies, options), forEach(dependencies)).map(([plan, for_each]) => {
    const content = [`#${id}[`, INDEX, ']# SECRET-prompt-1 ', { ...ITEM, as: 'json' }];
    const input = { messages: [{ role: 'user', content }] };
    const budget = plan.task.budget as JsonObject;
    if (options.maps === 'any') return { ...plan, task: { ...plan.task, input, for_each } };
    const ample = { ...budget, max_tokens: 100_000 };
    const turns = plan.turns.filter(({ usage }) => (usage?.tokens_out ?? 0) < 1_000);
    return { turns, task: { ...plan.task, input, for_each, budget: ample } };
  });
}
