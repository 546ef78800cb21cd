import type { HttpClient, KoraError } from '@kora/plugin-sdk';
import { findServerError, RuntimeClient } from '@kora/plugin-sdk/http';
import { errors } from '../errors.ts';
import { type FaultContext, nameTransportFault, normaliseServerError } from './error-normaliser.ts';

/** What a request is about, for the words of an error. */
export type Subject = Partial<Pick<FaultContext, 'model_id' | 'max_tokens'>>;

/** Requests to one LM Studio. Throws KoraErrors, and the signal's reason once it is aborted. Has no time limits. */
export class ServerClient extends RuntimeClient {
  constructor(address: string, apiToken: string | null, http: HttpClient) {
    super({
      address,
      http,
      headers: apiToken === null ? {} : { authorization: `Bearer ${apiToken}` },
      broken: (fault, cause) => nameTransportFault(fault, cause, address),
      unexpected: (reason) => errors.KORA_LMSTUDIO_PROTOCOL({ reason }),
    });
  }

  /** Like `ask`, but what is an error is thrown as one: LM Studio says 200 to every path. */
  async demand(path: string, body: unknown, subject: Subject, signal: AbortSignal): Promise<unknown> {
    const answer = await this.ask({ path, body }, signal);
    if (answer.status === 200 && findServerError(answer.body) === null) return answer.body;
    throw this.fault(answer.status, answer.body, path, subject);
  }

  /** Names an error that the server reported. */
  fault(status: number, body: unknown, path: string, subject: Subject): KoraError {
    const { model_id = '', max_tokens = 0 } = subject;
    return normaliseServerError(status, body, { server: this.address, path, model_id, max_tokens });
  }
}
