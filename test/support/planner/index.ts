export { ChatPlanner } from '../../../plugins/planner-chat/src/index.ts';
export { type CorpusEntry, readCorpus, requestOf } from './corpus.ts';
export { DATA_REQUESTS, type DataRequest } from './data-requests.ts';
export { promptsOf } from './prompts-of.ts';
export { runPlan } from './run-plan.ts';
export { standardOperations } from './standard-operations.ts';
