import type { AttemptOutcome, Connector, ConnectorError, ModelRequest } from '@kora/contracts';

type Failure = Exclude<AttemptOutcome, 'accepted'>;

/** What came of one call, before its answer is looked at. */
export interface CallReport {
  readonly outcome: 'answered' | Failure;
  readonly text: string;
  readonly thought: boolean;
  readonly tokens_in: number;
  readonly tokens_out: number;
  /** Of an error that the runtime sent: whether it says that trying again makes sense. */
  readonly retryable: boolean;
}

const OUTCOMES: Readonly<Record<ConnectorError['kind'], Failure>> = {
  not_running: 'model_unavailable',
  loading: 'model_unavailable',
  model_not_found: 'model_unavailable',
  context_overflow: 'context_overflow',
  bad_request: 'runtime_error',
  out_of_memory: 'runtime_error',
  refused: 'runtime_error',
  overloaded: 'transport_fault',
  transport: 'transport_fault',
  crashed: 'transport_fault',
  protocol: 'transport_fault',
};
const isCount = (value: unknown) => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

/** Reads a call to its end, as the connector contract says. */
export async function readCall(connector: Connector, request: ModelRequest): Promise<CallReport> {
  const controller = new AbortController();
  let [text, thought, pieces, started] = ['', false, 0, false];
  const report = (outcome: CallReport['outcome'], more: Partial<CallReport> = {}): CallReport => {
    const known = { text, thought, tokens_in: 0, tokens_out: pieces, retryable: outcome === 'runtime_error' };
    // What it says after it was stopped at its cap only counts.
    return { outcome: controller.signal.aborted ? 'truncated' : outcome, ...known, ...more };
  };
  try {
    for await (const event of connector.invoke(request, controller.signal)) {
      if (event.type === 'error') return report(OUTCOMES[event.error.kind], { retryable: event.error.retryable });
      if ((event.type === 'start') === started) return report('runtime_error');
      started = true;
      if (event.type === 'end') {
        const { tokens_out } = event.usage;
        const told = isCount(tokens_out) && tokens_out >= pieces ? { tokens_out } : {};
        if (event.finish_reason === 'length' || tokens_out > request.max_tokens) return report('truncated', told);
        if (event.finish_reason === 'aborted') return report('stream_cut', told);
        if (event.finish_reason === 'error') return report('runtime_error', told);
        return report(text.trim() === '' ? 'empty' : 'answered', told);
      }
      if (event.type === 'start' || event.text === '') continue;
      pieces++;
      if (pieces > request.max_tokens) controller.abort();
      else if (event.type === 'delta') text += event.text;
      else thought = true;
    }
    return report('stream_cut');
  } catch {
    return report('runtime_error');
  }
}
