import * as t from 'io-ts';
import { oneOf, text } from '../../codec/refined.ts';
import { strict } from '../../codec/strict.ts';
import { PLANNING_MODES } from '../../extension-points/task-planner/v1/task-planner.ts';
import { budgetCodec } from '../../task-graph/budget.ts';
import { modelParametersCodec } from '../../task-graph/task.ts';

/** A model by its id, and where it is; null for whichever connector has it. */
export const chosenModelCodec = strict('ChosenModel', {
  model_id: text('ModelId', 512, 1),
  connector: t.union([text('ConnectorId', 64, 1), t.null]),
});

const fields = {
  /** The model for what cannot be computed; null when none was chosen. */
  model: t.union([chosenModelCodec, t.null]),
  mode: oneOf('PlanningMode', PLANNING_MODES),
  budget: budgetCodec,
  parameters: modelParametersCodec,
  /** Said to the model before the conversation; empty for nothing. */
  system_prompt: text('SystemPrompt', 20_000),
  /** Whether a validated answer to exactly the same question may be taken again. */
  reuse: t.boolean,
};

/** How a chat message is answered. The defaults hold for every conversation that does not say otherwise. */
export const chatSettingsCodec = strict('ChatSettings', fields);
export type ChatSettings = t.TypeOf<typeof chatSettingsCodec>;

/** What one conversation changes of the defaults; also the body of `PATCH /chat/settings`. */
export const chatSettingsChangeCodec = strict('ChatSettingsChange', {}, fields);
export type ChatSettingsChange = t.TypeOf<typeof chatSettingsChangeCodec>;
