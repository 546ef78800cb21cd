import { bytes, duration } from '../output/quantities.ts';
import type { Download } from './answers.ts';

const percent = (part: number, whole: number) => `${Math.floor((100 * part) / Math.max(1, whole))} %`;

/** How far a download is, on one line: `model 42 %, 1.3 GB of 3.1 GB, 48.0 MB/s, 37.0 s left`. */
export function downloadLine(download: Download): string {
  const { model_id, state, received_bytes, total_bytes, hashed_bytes, bytes_per_second, seconds_left } = download;
  if (state === 'verifying') return `${model_id} ${percent(hashed_bytes, total_bytes ?? received_bytes)} verified`;
  const size =
    total_bytes === null
      ? bytes(received_bytes)
      : `${percent(received_bytes, total_bytes)}, ${bytes(received_bytes)} of ${bytes(total_bytes)}`;
  const speed = bytes_per_second === null ? '' : `, ${bytes(Math.round(bytes_per_second))}/s`;
  const left = seconds_left === null ? '' : `, ${duration(seconds_left * 1000)} left`;
  return `${model_id} ${size}${speed}${left}`;
}
