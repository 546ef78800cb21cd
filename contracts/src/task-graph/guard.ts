import * as t from 'io-ts';
import type { Json } from '../codec/json.ts';
import { jsonValue } from '../codec/json-value.ts';
import { strict } from '../codec/strict.ts';
import { jsonPointerCodec, taskIdCodec } from './identifiers.ts';

/** Comparisons that a guard may make. Ordered ones hold only between two numbers or two strings. */
export const GUARD_OPERATORS = ['equals', 'not_equals', 'in', 'exists', 'lt', 'lte', 'gt', 'gte'] as const;
export type GuardOperator = (typeof GUARD_OPERATORS)[number];

/** A test of one value of a dependency's output: exactly one operator. */
export type GuardTest = { readonly $from: string; readonly pointer?: string } & {
  readonly [K in GuardOperator]?: Json;
};

/** Decides from data alone whether a task runs. */
export type Guard =
  | GuardTest
  | { readonly all: readonly Guard[] }
  | { readonly any: readonly Guard[] }
  | { readonly not: Guard };

const ordered = t.union([t.number, t.string]);
const place = { pointer: jsonPointerCodec };
const testOf = (operator: GuardOperator, operand: t.Mixed) =>
  strict(`Guard.${operator}`, { $from: taskIdCodec, [operator]: operand }, place);

const tests = {
  equals: testOf('equals', jsonValue),
  not_equals: testOf('not_equals', jsonValue),
  in: testOf('in', t.readonlyArray(jsonValue)),
  exists: testOf('exists', t.boolean),
  lt: testOf('lt', ordered),
  lte: testOf('lte', ordered),
  gt: testOf('gt', ordered),
  gte: testOf('gte', ordered),
};

/** The member of the guard grammar that a value is trying to be, chosen by its own operator. */
function memberFor(u: unknown): t.Mixed | undefined {
  if (typeof u !== 'object' || u === null) return undefined;
  const key = [...GUARD_OPERATORS, ...(['all', 'any', 'not'] as const)].find((name) => Object.hasOwn(u, name));
  switch (key) {
    case undefined:
      return undefined;
    case 'all':
      return strict('Guard.all', { all: t.readonlyArray(guardCodec) });
    case 'any':
      return strict('Guard.any', { any: t.readonlyArray(guardCodec) });
    case 'not':
      return strict('Guard.not', { not: guardCodec });
    default:
      return tests[key];
  }
}

class GuardType extends t.Type<Guard> {
  readonly _tag = 'RecursiveType' as const;
  constructor() {
    super(
      'Guard',
      (u): u is Guard => memberFor(u)?.is(u) ?? false,
      (u, context) => {
        const member = memberFor(u);
        if (member === undefined) {
          const known = [...GUARD_OPERATORS, 'all', 'any', 'not'].join(', ');
          return t.failure(u, context, `WRONG_TYPE: must be a guard with one of ${known}`);
        }
        return member.validate(u, context);
      },
      t.identity,
    );
  }
  /** For the derived JSON Schema. */
  runDefinition(): t.Mixed {
    const list = t.readonlyArray(guardCodec);
    const combined: [t.Mixed, t.Mixed, ...t.Mixed[]] = [
      strict('Guard.all', { all: list }),
      strict('Guard.any', { any: list }),
      strict('Guard.not', { not: guardCodec }),
      ...Object.values(tests),
    ];
    return t.union(combined);
  }
}

export const guardCodec: t.Type<Guard> = new GuardType();
