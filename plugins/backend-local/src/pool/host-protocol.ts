import type { CheckFinding, CheckRequest } from '../realm/check-requests.ts';
import type { LibrarySet, Segment, SegmentProgress } from './segment.ts';
import type { SegmentAnswer } from './segment-answer.ts';

/** What the process of workers is told. `id` pairs an answer with its request. */
export type ToHost =
  | { readonly type: 'configure'; readonly workerFile: string; readonly width: number; readonly memory_mb: number }
  | { readonly type: 'libraries'; readonly libraries: LibrarySet }
  | { readonly type: 'run'; readonly id: number; readonly segment: Segment }
  | {
      readonly type: 'check';
      readonly id: number;
      readonly libraries: string;
      readonly requests: readonly CheckRequest[];
    }
  | { readonly type: 'stop'; readonly id: number };

/** What the process of workers answers. */
export type FromHost =
  | { readonly type: 'ready' }
  | { readonly type: 'report'; readonly id: number; readonly answer: SegmentAnswer }
  | { readonly type: 'findings'; readonly id: number; readonly findings: readonly CheckFinding[] }
  | { readonly type: 'progress'; readonly id: number; readonly progress: SegmentProgress }
  | { readonly type: 'fault'; readonly id: number; readonly reason: string };
