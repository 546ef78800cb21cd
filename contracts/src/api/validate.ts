import * as t from 'io-ts';
import { strict } from '../codec/strict.ts';
import { taskGraphCodec } from '../task-graph/graph.ts';
import { sha256Codec, versionCodec } from '../task-graph/identifiers.ts';
import { issueCodec } from './issues.ts';

/** Body of `POST /validate`, as it is published. */
export const validateRequestCodec = strict('ValidateRequest', { api_version: versionCodec, taskgraph: taskGraphCodec });
export type ValidateRequest = t.TypeOf<typeof validateRequestCodec>;

/**
 * Body of `POST /validate`, as it is decoded: whatever is wrong inside `taskgraph` is the answer to the question, not an
 * error of asking it.
 */
export const validateEnvelopeCodec = strict('ValidateRequest', { api_version: versionCodec, taskgraph: t.unknown });

/** Answer to `POST /validate`. Paths of issues are pointers into the graph. The hash is null for a graph that is refused. */
export const validationReportCodec = strict('ValidationReport', {
  valid: t.boolean,
  graph_hash: t.union([sha256Codec, t.null]),
  issues: t.readonlyArray(issueCodec),
});
export type ValidationReport = t.TypeOf<typeof validationReportCodec>;
