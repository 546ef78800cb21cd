import type { Duplex } from 'node:stream';
import { httpErrors } from '../errors.ts';
import { errorBody } from './error-answer.ts';

/** Answers what Node's HTTP parser refused, or what took too long to arrive, and ends the connection. */
export function answerMalformedRequest(error: Error, socket: Duplex): void {
  if (!socket.writable || ('bytesWritten' in socket && Number(socket.bytesWritten) > 0)) {
    socket.destroy();
    return;
  }
  const reason = 'code' in error ? String(error.code) : error.name;
  const content = JSON.stringify(errorBody(httpErrors.KORA_HTTP_MALFORMED_REQUEST({ reason })));
  const head = [
    'HTTP/1.1 400 Bad Request',
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    'X-Content-Type-Options: nosniff',
    `Content-Length: ${Buffer.byteLength(content)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${content}`);
}
