import { decode, foldTelemetry, runEventCodec, telemetryBundleCodec } from '@kora/contracts';
import type { Evidence } from '../evidence.ts';
import { violation } from '../requirements.ts';
import { canonicalHash } from './canonical-hash.ts';

/** Invariant 7, the log as a whole: numbered, decodable, the source of the bundle, and without content. */
export function checkTelemetryLog(evidence: Evidence): string[] {
  const { lines, events, log, result, secrets } = evidence;
  const found: string[] = [];
  for (const [index, line] of lines.entries()) {
    const decoded = decode(runEventCodec, line);
    if (decoded._tag === 'Left')
      found.push(violation('telemetry:events:decode', `line ${index}: ${JSON.stringify(decoded.left)}`));
  }
  const numbers = lines.map((line) => Object(line).seq);
  if (numbers.some((seq, index) => seq !== index))
    found.push(violation('telemetry:seq:gapless', `the numbers are ${numbers.join(' ')}`));
  if (new Set(events.map(({ event_id }) => event_id)).size !== events.length)
    found.push(violation('telemetry:seq:gapless', 'two events have the same id'));
  const bundle = decode(telemetryBundleCodec, JSON.parse(JSON.stringify(result.telemetry)));
  if (bundle._tag === 'Left') found.push(violation('telemetry:bundle:decode', JSON.stringify(bundle.left)));
  const fold = foldTelemetry(events);
  if (fold === null || canonicalHash(fold) !== canonicalHash(result.telemetry))
    found.push(violation('telemetry:bundle:is-fold', 'the bundle is not the fold of the log'));
  const types = events.map(({ event_type }) => event_type);
  const ends = types.filter((type) => type === 'run.started' || type === 'run.completed');
  if (types[0] !== 'run.started' || types.at(-1) !== 'run.completed' || ends.length !== 2)
    found.push(violation('telemetry:run:first-and-last', `the log goes from ${types[0]} to ${types.at(-1)}`));
  for (const secret of secrets) {
    if (log.includes(secret)) {
      const line = log.split('\n').find((text) => text.includes(secret));
      found.push(violation('telemetry:content:none', `${secret} is in ${line}`));
    }
  }
  return found;
}
