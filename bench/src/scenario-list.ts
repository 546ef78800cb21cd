import type { Scenario } from './report.ts';
import { cancel } from './scenarios/cancel.ts';
import { downloads } from './scenarios/downloads.ts';
import { executeOverhead } from './scenarios/execute-overhead.ts';
import { fanOutOnCores } from './scenarios/fan-out-on-cores.ts';
import { floors } from './scenarios/floors.ts';
import { longMessages } from './scenarios/long-messages.ts';
import { memory } from './scenarios/memory.ts';
import { modelList } from './scenarios/model-list.ts';
import { peers } from './scenarios/peers.ts';
import { planner } from './scenarios/planner.ts';
import { startAndIdle } from './scenarios/start-and-idle.ts';
import { streaming } from './scenarios/streaming.ts';
import { validation } from './scenarios/validation.ts';

/** Everything that is measured, in the order in which it is. */
export const scenarios: readonly Scenario[] = [
  floors,
  startAndIdle,
  modelList,
  executeOverhead,
  peers,
  validation,
  memory,
  fanOutOnCores,
  streaming,
  cancel,
  planner,
  longMessages,
  downloads,
];
