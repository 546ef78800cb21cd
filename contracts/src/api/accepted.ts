import type * as t from 'io-ts';
import { text } from '../codec/refined.ts';
import { strict } from '../codec/strict.ts';
import { runIdCodec } from '../run/event.ts';

const link = text('Link', 512, 1);

/** Answer to `POST /execute` with `detach`: the run goes on by itself, and this is where to find it. Links are paths. */
export const runAcceptedCodec = strict('RunAccepted', {
  run_id: runIdCodec,
  links: strict('RunLinks', { run: link, events: link, telemetry: link, cancel: link }),
});
export type RunAccepted = t.TypeOf<typeof runAcceptedCodec>;
