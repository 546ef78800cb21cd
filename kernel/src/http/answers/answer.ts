/** One named server-sent event. `id` is what a client may come back with as Last-Event-ID. */
export interface StreamEvent {
  readonly event: string;
  readonly data: unknown;
  readonly id?: number;
}

type Headers = { readonly headers?: Readonly<Record<string, string>> };

/** What a route answers; `sendAnswer` puts it on the wire. */
export type Answer = Headers &
  (
    | { readonly kind: 'json'; readonly status: number; readonly body: unknown }
    | { readonly kind: 'events'; readonly events: AsyncIterable<StreamEvent> }
    | { readonly kind: 'page'; readonly type: string; readonly content: string; readonly policy?: string }
    | { readonly kind: 'file'; readonly type: string; readonly bytes: Uint8Array }
    | { readonly kind: 'redirect'; readonly location: string }
    | { readonly kind: 'nothing' }
  );

export function jsonAnswer(body: unknown, status = 200, headers: Record<string, string> = {}): Answer {
  return { kind: 'json', status, body, headers };
}
