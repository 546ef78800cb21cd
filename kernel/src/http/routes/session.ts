import { plainRequestCodec, type SessionLink, sessionLinkCodec } from '@kora/contracts';
import { jsonAnswer } from '../answers/answer.ts';
import { type Authenticator, LINK_PATH } from '../authentication/authenticator.ts';
import { sessionCookie } from '../authentication/session-cookie.ts';
import { decodeBody } from '../body/decode-request.ts';
import { httpErrors } from '../errors.ts';
import { type ApiRequest, type ApiRoute, coreRoute } from './api-route.ts';

const portOf = ({ incoming }: ApiRequest) => incoming.socket.localPort ?? 0;

/** A fresh one-time link to a Studio on a port of 127.0.0.1. */
export function makeLink(authenticator: Authenticator, port: number): SessionLink {
  const { code, expires } = authenticator.issueLink();
  return { url: `http://127.0.0.1:${port}${LINK_PATH}${code}`, expires_at: new Date(expires).toISOString() };
}

/** `GET /session/:code`: the authentication guard has already spent the link; here the browser gets its session. */
function openSessionRoute(authenticator: Authenticator): ApiRoute {
  return coreRoute({
    method: 'GET',
    path: '/session/:code',
    tag: 'session',
    summary: 'Gives a browser its session, once, and leads on to the start page. The code itself is the credential.',
    answers: { 303: { description: 'The session is in the cookie.' } },
    handle(request) {
      if (request.principal.kind !== 'link') throw httpErrors.KORA_HTTP_LINK_SPENT({});
      const cookie = sessionCookie(portOf(request), authenticator.beginSession());
      return { kind: 'redirect', location: '/', headers: { 'Set-Cookie': cookie } };
    },
  });
}

function makeLinkRoute(authenticator: Authenticator): ApiRoute {
  return coreRoute({
    method: 'POST',
    path: '/session',
    tag: 'session',
    summary: 'Makes a one-time link that opens Studio in a browser.',
    body: { codec: plainRequestCodec, required: true },
    answers: { 201: { description: 'The link, valid once and for five minutes.', codec: sessionLinkCodec } },
    handle(request) {
      decodeBody(plainRequestCodec, request.body);
      return jsonAnswer(makeLink(authenticator, portOf(request)), 201);
    },
  });
}

function closeSessionRoute(authenticator: Authenticator): ApiRoute {
  return coreRoute({
    method: 'DELETE',
    path: '/session',
    tag: 'session',
    summary: "Ends the browser's own session and its event streams.",
    answers: { 204: { description: 'The session is over.' } },
    handle(request) {
      authenticator.endSession(request.incoming);
      return { kind: 'nothing', headers: { 'Set-Cookie': sessionCookie(portOf(request), null) } };
    },
  });
}

/** Routes by which a browser gets and ends its session. */
export function sessionRoutes(authenticator: Authenticator): readonly ApiRoute[] {
  return [openSessionRoute(authenticator), makeLinkRoute(authenticator), closeSessionRoute(authenticator)];
}
