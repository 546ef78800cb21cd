import type { ServerResponse } from 'node:http';

/**
 * Aborts when the client has gone before its answer was complete, or with the reason of one of the other signals. Those
 * outlive the request by far, so nothing of it stays with them once the response is over.
 */
export function requestSignal(response: ServerResponse, ...others: readonly AbortSignal[]): AbortSignal {
  const controller = new AbortController();
  const follow = () => controller.abort(others.find(({ aborted }) => aborted)?.reason);
  const finish = () => {
    for (const other of others) other.removeEventListener('abort', follow);
    if (!response.writableFinished) controller.abort();
  };
  if (response.closed) finish();
  else if (others.some(({ aborted }) => aborted)) follow();
  else {
    for (const other of others) other.addEventListener('abort', follow);
    response.once('close', finish);
  }
  return controller.signal;
}
