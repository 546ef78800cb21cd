/** Bounds of the local API. Sizes in bytes, times in milliseconds. */
export interface HttpLimits {
  readonly max_body_bytes: number;
  /** Event streams at once. */
  readonly max_event_streams?: number;
  /** Pause after which an event stream says that it is still there. */
  readonly heartbeat_ms?: number;
  /** How long a reader of an event stream may leave its buffer full before it is dropped. */
  readonly stall_ms?: number;
  /** How long open requests may go on after `close` before their connections are cut. */
  readonly close_grace_ms?: number;
}

/** Nesting of arrays and objects in a body: the deepest JSON value of a graph, and the graph around it. */
export const MAX_BODY_DEPTH = 96;
/** Values in a body: an array of this many numbers takes about 16 MB once it is parsed. */
export const MAX_BODY_VALUES = 2_000_000;
/** Bytes of request line and headers. */
export const MAX_HEADER_BYTES = 16_384;
/** Connections at once besides those of event streams. */
export const MAX_PLAIN_CONNECTIONS = 256;

export function withDefaults(limits: HttpLimits): Required<HttpLimits> {
  return { max_event_streams: 256, heartbeat_ms: 15_000, stall_ms: 15_000, close_grace_ms: 5_000, ...limits };
}
