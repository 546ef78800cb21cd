import type { Json } from '@kora/contracts';
import { defineOperation } from '../../operation/define-operation.ts';
import { any, list, object } from '../../operation/schema.ts';
import { sameJson } from '../../values/compare.ts';

/** The first case that is equal counts. */
export const switchCase = defineOperation('logic.switch', () => ({
  version: '1.0.0',
  summary: 'Looks a value up in a list of cases.',
  arguments: object(
    { value: any(), cases: list(object({ equals: any(), then: any() }), undefined, 1_000) },
    { default: any('When no case is equal (default null)') },
  ),
  result: any(),
  examples: [
    {
      arguments: {
        value: 'fr',
        cases: [
          { equals: 'de', then: 'Hallo' },
          { equals: 'fr', then: 'Bonjour' },
        ],
      },
      result: 'Bonjour',
    },
  ],
  run(args): Json {
    const found = args.cases.find((entry) => sameJson(entry.equals, args.value));
    return found === undefined ? (args.default ?? null) : found.then;
  },
}));
