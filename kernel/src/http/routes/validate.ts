import {
  decode,
  type TaskGraph,
  taskGraphCodec,
  type ValidationReport,
  validateEnvelopeCodec,
  validateRequestCodec,
  validationReportCodec,
} from '@kora/contracts';
import { foreignGraph } from '../../run/graph-version.ts';
import { jsonAnswer } from '../answers/answer.ts';
import { decodeBody } from '../body/decode-request.ts';
import type { KernelApi } from '../kernel-api.ts';
import { type ApiRoute, coreRoute } from './api-route.ts';

async function report(api: KernelApi, graph: unknown): Promise<ValidationReport> {
  const foreign = foreignGraph(graph);
  if (foreign !== null) return { valid: false, graph_hash: null, issues: [foreign.issue] };
  const decoded = decode<TaskGraph>(taskGraphCodec, graph);
  return decoded._tag === 'Right'
    ? api.validate(decoded.right)
    : { valid: false, graph_hash: null, issues: decoded.left };
}

/** `POST /validate`: an invalid graph is an answer (200), an invalid question is an error (400). */
export function validateRoute(api: KernelApi): ApiRoute {
  return coreRoute({
    method: 'POST',
    path: '/validate',
    tag: 'runs',
    summary: 'Validates a TaskGraph without running it. Paths of issues are pointers into the graph.',
    body: { codec: validateRequestCodec, required: true },
    answers: { 200: { description: 'Whether it is valid, and every issue when not.', codec: validationReportCodec } },
    async handle(request) {
      const { taskgraph } = decodeBody(validateEnvelopeCodec, request.body);
      return jsonAnswer(await report(api, taskgraph));
    },
  });
}
