import type { Agent, Dispatcher } from 'undici';

/** Statuses whose answers have no body (Fetch standard, "null body status"). */
const BODILESS = new Set([204, 205, 304]);

type Undici = typeof import('undici');
type Body = Dispatcher.ResponseData['body'];

/** Whether a request can be made without fetch: over plain HTTP, as model runtimes speak it, with a body that is there already. */
export function isPlain({ protocol, username, password }: URL, { body }: RequestInit): boolean {
  const hasCredentials = username !== '' || password !== '';
  return protocol === 'http:' && !hasCredentials && typeof (body ?? '') === 'string';
}

/** What fetch throws: the signal's reason once it is aborted, else what happened as the cause. */
function asFetchThrows(message: string, cause: unknown, signal: AbortSignal | null): unknown {
  return signal?.aborted === true ? signal.reason : new TypeError(message, { cause });
}

/** A body as fetch gives it. Each piece is read when it is asked for, and the connection is closed when nobody wants the rest. */
function streamOf(body: Body, signal: AbortSignal | null): ReadableStream<Uint8Array> {
  // Whoever reads is told what went wrong; when nobody does, there is nobody to tell.
  body.on('error', () => undefined);
  const pieces: AsyncIterator<Uint8Array> = body[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const step = await pieces.next().catch((error: unknown) => {
          throw asFetchThrows('terminated', error, signal);
        });
        if (step.done === true) controller.close();
        else controller.enqueue(step.value);
      },
      cancel: () => void body.destroy(),
    },
    { highWaterMark: 0 },
  );
}

function headersOf(fields: Dispatcher.ResponseData['headers']): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(fields))
    for (const each of Array.isArray(value) ? value : [value ?? '']) headers.append(name, each);
  return headers;
}

/**
 * Makes a plain request and follows no redirect. What fetch does besides is of no use between programs of one machine, and costs each
 * request about a millisecond. It throws what fetch throws.
 */
export async function plainExchange(undici: Undici, agent: Agent, url: URL, init: RequestInit): Promise<Response> {
  const { method = 'GET', body = null, signal = null } = init;
  const headers = new Headers(init.headers);
  if (!headers.has('accept')) headers.set('accept', '*/*');
  // Nothing is unpacked here, so nothing may come packed.
  if (!headers.has('accept-encoding')) headers.set('accept-encoding', 'identity');
  if (body !== null && !headers.has('content-type')) headers.set('content-type', 'text/plain;charset=UTF-8');
  const options = {
    dispatcher: agent,
    method: method.toUpperCase() as Dispatcher.HttpMethod,
    headers: Object.fromEntries(headers),
    body: body as string | null,
    signal,
  };
  const answer = await undici.request(url, options).catch((error: unknown) => {
    throw asFetchThrows('fetch failed', error, signal);
  });
  const { statusCode: status } = answer;
  if (BODILESS.has(status)) await answer.body.dump();
  return new Response(BODILESS.has(status) ? null : streamOf(answer.body, signal), {
    status,
    headers: headersOf(answer.headers),
  });
}
