export { type RunAccepted, runAcceptedCodec } from './api/accepted.ts';
export * from './api/chat/index.ts';
export {
  type ExecuteRequest,
  type ExecutionOptions,
  executeRequestCodec,
  executionOptionsCodec,
} from './api/execute.ts';
export {
  HEALTH_STATES,
  type HealthReport,
  type HealthState,
  healthReportCodec,
  pluginCountsCodec,
} from './api/health.ts';
export { type IssueBody, issueCodec } from './api/issues.ts';
export {
  connectorHealthCodec,
  type ModelList,
  modelDescriptorCodec,
  modelListCodec,
  modelsQueryCodec,
  type RuntimeList,
  runtimeListCodec,
  runtimeReportCodec,
} from './api/models.ts';
export { type PanelList, panelListCodec } from './api/panels.ts';
export {
  PLUGIN_STATES,
  type PluginList,
  type PluginState,
  type PluginStatus,
  pluginListCodec,
  pluginStatusCodec,
} from './api/plugins.ts';
export { type ReplayDifference, type ReplayReport, replayDifferenceCodec, replayReportCodec } from './api/replay.ts';
export {
  type RunContents,
  type RunDetails,
  type RunEventList,
  type RunList,
  type RunRemoved,
  type RunSummary,
  type RunsQuery,
  requestedRunIdCodec,
  runContentsCodec,
  runDetailsCodec,
  runEventListCodec,
  runEventsQueryCodec,
  runListCodec,
  runRemovedCodec,
  runSummaryCodec,
  runSummaryOf,
  runsQueryCodec,
} from './api/runs.ts';
export { type PlainRequest, plainRequestCodec, type SessionLink, sessionLinkCodec } from './api/session.ts';
export {
  type StudioSettings,
  type StudioSettingsChange,
  studioSettingsChangeCodec,
  studioSettingsCodec,
} from './api/studio-settings.ts';
export {
  type ValidateRequest,
  type ValidationReport,
  validateEnvelopeCodec,
  validateRequestCodec,
  validationReportCodec,
} from './api/validate.ts';
export { type Catalog, type CatalogEntry, catalogCodec, catalogEntryCodec } from './catalog/catalog.ts';
export { canonicalJson, hashJson, sha256Hex } from './codec/canonical.ts';
export { clipText } from './codec/clip-text.ts';
export { decode, MAX_ISSUES } from './codec/decode.ts';
export { Dictionary, dictionary } from './codec/dictionary.ts';
export { ISSUE_CODES, type Issue, type IssueCode, pointerSegment } from './codec/issue.ts';
export { isRecord, type Json, type JsonObject } from './codec/json.ts';
export { jsonSchemaOf } from './codec/json-schema.ts';
export { jsonObject, jsonValue, MAX_JSON_DEPTH, resolvedInput } from './codec/json-value.ts';
export { finite, integer, oneOf, pattern, Refined, text } from './codec/refined.ts';
export { StrictObject, strict, TaggedUnion, taggedUnion } from './codec/strict.ts';
export { COMMAND_SPEC_VERSION, type Command } from './extension-points/command/v1/command.ts';
export {
  CONNECTOR_ERROR_KINDS,
  CONNECTOR_SPEC_VERSION,
  CONNECTOR_STATES,
  type Connector,
  type ConnectorError,
  type ConnectorHealth,
  type ConnectorState,
  type ConnectorSupports,
  type ModelDescriptor,
  type ModelEvent,
  type ModelRequest,
  type ModelUsage,
  type PlainMessage,
  type PullEvent,
  type RuntimeReport,
} from './extension-points/connector/v1/connector.ts';
export {
  attemptKey,
  type BackendCapabilities,
  type BackendEvent,
  type BackendStatus,
  type ConnectorDirectory,
  EXECUTION_BACKEND_SPEC_VERSION,
  type ExecutionBackend,
  type ExecutionContext,
  type RecordedState,
  type ReusedAnswer,
  type RunContentSink,
  type RunOutcome,
  restKey,
} from './extension-points/execution-backend/v1/execution-backend.ts';
export { EXPORTER_SPEC_VERSION, type Exporter, type ExportSource } from './extension-points/exporter/v1/exporter.ts';
export {
  OPERATION_LIBRARY_SPEC_VERSION,
  type OperationDescriptor,
  type OperationLibrary,
} from './extension-points/operation-library/v1/operation-library.ts';
export { PANEL_SLOTS, PANEL_SPEC_VERSION, type Panel, type PlacedPanel } from './extension-points/panel/v1/panel.ts';
export {
  type HttpMethod,
  ROUTES_SPEC_VERSION,
  type Route,
  type RouteRequest,
  type RouteResponse,
  type Routes,
} from './extension-points/routes/v1/routes.ts';
export {
  type DecodedPlan,
  PLANNING_MODES,
  type Plan,
  type PlanAttachment,
  type PlanModel,
  type PlanNote,
  type PlanningMode,
  type PlanRequest,
  TASK_PLANNER_SPEC_VERSION,
  type TaskPlanner,
} from './extension-points/task-planner/v1/task-planner.ts';
export {
  FAILURE_TO_STOP_REASON,
  GRAPH_TO_SESSION,
  STAGE_TO_EVENTS,
  stopReasonOfFailure,
  TASK_TO_WORK_UNIT,
  TELEMETRY_FROM_KRAKO,
  WORK_UNIT_KIND,
} from './krako/mapping.ts';
export {
  capabilitiesCodec,
  contributionsCodec,
  type ManifestContributions,
  manifestCodec,
  type PluginManifest,
  type PluginSignature,
  pluginIdCodec,
  pluginPathCodec,
  signatureCodec,
  type TrustStore,
  trustStoreCodec,
} from './manifest/manifest.ts';
export { type ErrorBody, errorBodyCodec } from './run/error-body.ts';
export {
  ATTEMPT_OUTCOMES,
  type AttemptOutcome,
  type ModelCall,
  type ModelDelta,
  modelCallCodec,
  modelDeltaCodec,
  RUN_EVENT_TYPES,
  type RunEvent,
  type RunEventOf,
  type RunEventPayload,
  type RunEventType,
  runEventCodec,
  runIdCodec,
  type StructuredOutput,
  type TokensSource,
  tokensSourceCodec,
  type ValidationError,
} from './run/event.ts';
export {
  type LiveEvent,
  type ModelLoading,
  type ModelQueued,
  modelLoadingCodec,
  modelQueuedCodec,
  type RunQueued,
  runQueuedCodec,
} from './run/live-event.ts';
export { foldTelemetry, TelemetryReducer } from './run/reduce-telemetry.ts';
export { type ExecutionResult, executionResultCodec } from './run/result.ts';
export {
  ERROR_TYPES,
  type ErrorType,
  HTTP_STATUS,
  type ResultStatus,
  RUN_STATUSES,
  type RunStatus,
  STAGES,
  STOP_REASONS,
  type Stage,
  type StopReason,
  TASK_STATUSES,
  type TaskStatus,
} from './run/taxonomy.ts';
export {
  type AttemptTelemetry,
  type TaskTelemetry,
  type TelemetryBundle,
  type TelemetrySummary,
  telemetryBundleCodec,
} from './run/telemetry.ts';
export { contractSchemas } from './schemas.ts';
export {
  type Budget,
  type BudgetAmount,
  type BudgetKind,
  type BudgetState,
  budgetCodec,
  type GraphBudget,
  graphBudgetCodec,
  MAX_TIME_MS,
  type PartialBudget,
} from './task-graph/budget.ts';
export { declaredInput } from './task-graph/declared-input.ts';
export { evaluateGuard, guardSources } from './task-graph/evaluate-guard.ts';
export {
  declaredTaskId,
  type ForEach,
  INDEX,
  ITEM,
  MAX_ITEMS,
  type MapItem,
  mapItemId,
  mapItemOf,
  runTaskIdCodec,
} from './task-graph/for-each.ts';
export {
  type FrozenGraph,
  MAX_GRAPH_DEPTH,
  MAX_TASKS,
  type NormalTask,
  type TaskGraph,
  taskGraphCodec,
} from './task-graph/graph.ts';
export { type Guard, type GuardTest, guardCodec } from './task-graph/guard.ts';
export {
  graphIdCodec,
  jsonPointerCodec,
  operationNameCodec,
  sha256Codec,
  taskIdCodec,
  timestampCodec,
  versionCodec,
} from './task-graph/identifiers.ts';
export { resolvePointer } from './task-graph/pointer.ts';
export {
  DEFAULT_OPERATION_TIME_MS,
  deepFreeze,
  prepareGraph,
  prepareInSteps,
} from './task-graph/prepare.ts';
export { type ContentReference, type Reference, referenceCodec } from './task-graph/reference.ts';
export {
  isReference,
  type MissingValue,
  type Outputs,
  resolveMessages,
  resolveReferences,
} from './task-graph/resolve.ts';
export { closeObjectSchemas } from './task-graph/strict-schema.ts';
export {
  type Message,
  type ModelInput,
  type ModelParameters,
  type ModelTask,
  modelParametersCodec,
  type OnFailure,
  type OperationInput,
  type OperationTask,
  type Routing,
  TASK_TYPES,
  type Task,
  type TaskType,
} from './task-graph/task.ts';
export {
  API_VERSION,
  CONTRACT_VERSION,
  KORA_VERSION,
  type VersionMismatch,
  versionMismatch,
} from './version/version.ts';
