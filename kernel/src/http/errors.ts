import { defineErrors } from '@kora/plugin-sdk';
import { firstIssue, type IssueFacts } from '../issue-facts.ts';

type Nothing = { readonly [key: string]: never };

/** Errors of the local API itself; what a route does throws errors of its own area. */
export const httpErrors = defineErrors({
  KORA_HTTP_FOREIGN_HOST: {
    type: 'FORBIDDEN',
    message: ({ allowed }: { allowed: readonly string[] }) =>
      `The request was refused because of its Host header. Address Studio as one of ${allowed.join(', ')}.`,
  },
  KORA_HTTP_FOREIGN_ORIGIN: {
    type: 'FORBIDDEN',
    message: (_: Nothing) =>
      'The request comes from a page of another site. Only pages that Studio itself serves may call it from a browser.',
  },
  KORA_HTTP_REPEATED_HEADER: {
    type: 'FORBIDDEN',
    message: ({ header }: { header: string }) => `The header ${header} is given more than once. Send it once.`,
  },
  KORA_HTTP_UNAUTHENTICATED: {
    type: 'UNAUTHORIZED',
    message: (_: Nothing) =>
      'A valid token is required: send "Authorization: Bearer <token>" (kora token prints it), or open the link of kora start.',
  },
  KORA_HTTP_LINK_SPENT: {
    type: 'UNAUTHORIZED',
    message: (_: Nothing) => 'This link has expired or was used before. Run kora start again to get a new one.',
  },
  KORA_HTTP_NOT_JSON: {
    type: 'UNSUPPORTED_MEDIA_TYPE',
    message: (_: Nothing) =>
      'A body must be plain JSON: send exactly one "Content-Type: application/json" and no Content-Encoding.',
  },
  KORA_HTTP_BODY_TOO_LARGE: {
    type: 'PAYLOAD_TOO_LARGE',
    message: ({ limit }: { limit: number }) =>
      `The body is larger than ${limit} bytes. Send less, or raise limits.max_body_bytes in studio.json.`,
  },
  KORA_HTTP_BODY_CUT: {
    type: 'VALIDATION_ERROR',
    message: (_: Nothing) => 'The body ended before it was complete. Send the request again.',
  },
  KORA_HTTP_MALFORMED_JSON: {
    type: 'VALIDATION_ERROR',
    message: ({ line, column, problem }: { problem: string; position: number; line: number; column: number }) =>
      `The body is not JSON: ${problem} at line ${line}, column ${column}.`,
  },
  KORA_HTTP_INVALID_BODY: {
    type: 'VALIDATION_ERROR',
    message: ({ issues }: { issues: IssueFacts }) => `The body was refused: ${firstIssue('it', issues)}.`,
  },
  KORA_HTTP_INVALID_QUERY: {
    type: 'VALIDATION_ERROR',
    message: ({ issues }: { issues: IssueFacts }) => `The query was refused: ${firstIssue('it', issues)}.`,
  },
  KORA_HTTP_API_VERSION: {
    type: 'VERSION_MISMATCH',
    message: ({ declared, supported }: { declared: string; supported: string }) =>
      `The request speaks API version ${declared}; this Studio speaks ${supported}. Use a client of the same major version.`,
  },
  KORA_HTTP_MALFORMED_REQUEST: {
    type: 'VALIDATION_ERROR',
    message: ({ reason }: { reason: string }) =>
      `The request is not valid HTTP, or took too long to arrive (${reason}).`,
  },
  KORA_HTTP_NO_SUCH_ROUTE: {
    type: 'NOT_FOUND',
    message: (_: Nothing) => 'There is nothing at this path. GET /openapi.json lists every route.',
  },
  KORA_HTTP_NO_SUCH_FILE: {
    type: 'NOT_FOUND',
    message: (_: Nothing) =>
      'No working plugin has a file for browsers at this address. GET /panels tells the addresses of panels.',
  },
  KORA_HTTP_METHOD_NOT_ALLOWED: {
    type: 'VALIDATION_ERROR',
    message: ({ allowed }: { allowed: readonly string[] }) => `This path answers to ${allowed.join(', ')} only.`,
  },
  KORA_HTTP_RUN_ACTIVE: {
    type: 'CONFLICT',
    message: ({ run_id }: { run_id: string }) => `Run ${run_id} is still going on. Cancel it before you delete it.`,
  },
  KORA_HTTP_BAD_ANSWER: {
    type: 'EXECUTION_FAILURE',
    message: ({ plugin_id }: { plugin_id: string; problem: string; path: string; method: string }) =>
      `Plugin ${plugin_id} gave an answer that cannot be sent. This is a fault of the plugin; report it to its publisher.`,
  },
  KORA_HTTP_FELL_BEHIND: {
    type: 'OVERLOADED',
    message: (_: Nothing) =>
      'This reader fell too far behind the run. Connect again with Last-Event-ID to read on from the log.',
  },
  KORA_HTTP_TOO_MANY_STREAMS: {
    type: 'OVERLOADED',
    message: ({ limit }: { limit: number }) =>
      `${limit} event streams are open already. Close one, or raise limits.max_event_streams in studio.json.`,
  },
  KORA_HTTP_STOPPING: {
    type: 'OVERLOADED',
    message: (_: Nothing) => 'Studio is shutting down. Try again when it runs.',
  },
  KORA_HTTP_LISTEN_FAILED: {
    type: 'CONFLICT',
    message: ({ port, reason }: { port: number; reason: string }) =>
      `Studio cannot listen on 127.0.0.1:${port} (${reason}). Stop what uses the port, or choose another with --port.`,
  },
  KORA_INTERNAL: {
    type: 'EXECUTION_FAILURE',
    message: ({ incident }: { incident: string }) =>
      `Something went wrong inside Studio. The log has the cause under incident ${incident}.`,
  },
});
