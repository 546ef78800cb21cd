export { ChatPlanner } from './chat-planner.ts';
export { graphFromModel, type PlanRefused } from './model-planned/planned-graph.ts';
export { plugin } from './plugin.ts';
