import * as t from 'io-ts';
import { text } from '../codec/refined.ts';
import { strict } from '../codec/strict.ts';
import { graphBudgetCodec } from '../task-graph/budget.ts';
import { taskGraphCodec } from '../task-graph/graph.ts';
import { versionCodec } from '../task-graph/identifiers.ts';

export const executionOptionsCodec = strict(
  'ExecutionOptions',
  {},
  {
    backend: text('BackendId', 64, 1),
    model: text('ModelId', 512, 1),
    connector: text('ConnectorId', 64, 1),
    /** Answer with server-sent run events instead of one JSON body. */
    stream: t.boolean,
    /** Answer at once with the run id; the run goes on when the client leaves. */
    detach: t.boolean,
  },
);
export type ExecutionOptions = t.TypeOf<typeof executionOptionsCodec>;

/** Body of `POST /execute`. `budget` can only lower the graph's own ceilings. */
export const executeRequestCodec = strict(
  'ExecuteRequest',
  { api_version: versionCodec, taskgraph: taskGraphCodec },
  { budget: graphBudgetCodec, execution_options: executionOptionsCodec },
);
export type ExecuteRequest = t.TypeOf<typeof executeRequestCodec>;
