import type { HttpClient, KoraError } from '@kora/plugin-sdk';
import { RuntimeClient } from '@kora/plugin-sdk/http';
import { errors } from '../errors.ts';
import { type FaultContext, nameTransportFault, normaliseServerError } from './error-normaliser.ts';

/** Requests to one llama-server. Throws KoraErrors, and the signal's reason once it is aborted. */
export class ServerClient extends RuntimeClient {
  constructor(address: string, apiKey: string | null, http: HttpClient) {
    super({
      address,
      http,
      headers: apiKey === null ? {} : { authorization: `Bearer ${apiKey}` },
      broken: (fault, cause) => nameTransportFault(fault, cause, address),
      unexpected: (reason) => errors.KORA_LLAMACPP_PROTOCOL({ reason }),
    });
  }

  /** Like `ask`, but any status other than 200 is thrown as the error that it is. */
  async demand(
    path: string,
    body: unknown,
    context: Omit<FaultContext, 'server'>,
    signal: AbortSignal,
  ): Promise<unknown> {
    const answer = await this.ask({ path, body }, signal);
    if (answer.status === 200) return answer.body;
    throw this.fault(answer.status, answer.body, context);
  }

  /** Names an error that the server reported. */
  fault(status: number, body: unknown, { model_id, max_tokens }: Omit<FaultContext, 'server'>): KoraError {
    return normaliseServerError(status, body, { server: this.address, model_id, max_tokens });
  }
}
