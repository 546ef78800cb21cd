import type { Answer, Generation, TelemetryBundle } from '@kora/contracts';

/** How quickly the models of an answer wrote, with what is known of runs before; nothing where none wrote. */
export function generationOf(before: Generation | undefined, { tasks }: TelemetryBundle): Pick<Answer, 'generation'> {
  const calls = tasks
    .flatMap(({ attempts }) => attempts)
    .flatMap(({ time_to_first_token_ms: first, tokens_out, duration_ms }) =>
      first === undefined || tokens_out === 0
        ? []
        : [{ time_to_first_token_ms: first, tokens: tokens_out - 1, duration_ms: Math.max(0, duration_ms - first) }],
    );
  const all = before === undefined ? calls : [before, ...calls];
  const [one] = all;
  if (one === undefined) return {};
  const sum = (of: (call: Generation) => number) => all.reduce((total, call) => total + of(call), 0);
  const { time_to_first_token_ms } = one;
  const generation = {
    time_to_first_token_ms,
    tokens: sum((call) => call.tokens),
    duration_ms: sum((call) => call.duration_ms),
  };
  return { generation };
}
