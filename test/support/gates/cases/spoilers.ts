import type { IssueCode, JsonObject } from '@kora/contracts';
import type { RequirementId } from '../requirements.ts';
import { ask, give } from './fixed.ts';

/** A way to make a valid graph invalid, and the issue that names it. */
export interface Spoiler {
  readonly id: RequirementId;
  readonly code: IssueCode;
  /** Part of the message that a person needs. */
  readonly says: string;
  spoil(graph: JsonObject): JsonObject;
}

const adding =
  (...tasks: readonly JsonObject[]) =>
  (graph: JsonObject): JsonObject => ({ ...graph, tasks: [...(graph.tasks as readonly JsonObject[]), ...tasks] });
const spoiler = (id: RequirementId, code: IssueCode, says: string, spoil: Spoiler['spoil']): Spoiler => ({
  id,
  code,
  says,
  spoil,
});
const { budget, ...noBudget } = ask('y');
const { schema, ...noSchema } = ask('y');
const calling = (operation: string, args: JsonObject) => give('y', null, { input: { operation, arguments: args } });

/** Every kind of wrong graph that requirements name. */
export const SPOILERS: readonly Spoiler[] = [
  spoiler(
    'graph:cycle:rejected',
    'CYCLE',
    'x -> y',
    adding(
      give('x', 1, { dependencies: ['y'] }),
      give('y', 1, { dependencies: ['z'] }),
      give('z', 1, { dependencies: ['x'] }),
    ),
  ),
  spoiler(
    'graph:dependency:rejected',
    'UNKNOWN_DEPENDENCY',
    'nobody',
    adding(give('y', 1, { dependencies: ['nobody'] })),
  ),
  spoiler('graph:dependency:rejected', 'SELF_DEPENDENCY', 'y', adding(give('y', 1, { dependencies: ['y'] }))),
  spoiler(
    'graph:dependency:rejected',
    'DUPLICATE_DEPENDENCY',
    'x',
    adding(give('x'), give('y', 1, { dependencies: ['x', 'x'] })),
  ),
  spoiler(
    'graph:reference:rejected',
    'UNDECLARED_REFERENCE',
    'x',
    adding(give('x'), give('y', { in: { $from: 'x' } })),
  ),
  spoiler(
    'graph:reference:rejected',
    'UNDECLARED_REFERENCE',
    'x',
    adding(give('x'), give('y', 1, { when: { not: { $from: 'x', exists: true } } })),
  ),
  spoiler('graph:identity:rejected', 'DUPLICATE_TASK_ID', 'y', adding(give('y'), give('y'))),
  spoiler('graph:identity:rejected', 'MISSING_ROOT', 'nobody', (graph) => ({ ...graph, root: 'nobody' })),
  spoiler('graph:contract:rejected', 'MISSING_BUDGET', 'max_tokens', adding(noBudget)),
  spoiler('graph:contract:rejected', 'MISSING_SCHEMA', 'schema', adding(noSchema)),
  spoiler('graph:operation:rejected', 'UNKNOWN_OPERATION', 'table.invent', adding(calling('table.invent', {}))),
  spoiler('graph:operation:rejected', 'BAD_ARGUMENTS', '', adding(calling('list.sum', { numbers: 'many' }))),
  spoiler('graph:schema:rejected', 'BAD_SCHEMA', '', adding(give('y', 1, { schema: { type: 'nonsense' } }))),
  spoiler(
    'graph:schema:rejected',
    'BAD_SCHEMA',
    '',
    adding(give('y', 1, { schema: { type: 'string', pattern: '(' } })),
  ),
];
