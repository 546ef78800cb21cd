export type { ConformanceTest } from './conformance/conformance-test.ts';
export { connectorConformance } from './conformance/connector/connector-conformance.ts';
export type {
  ConnectorConformanceOptions,
  ConnectorUnderTest,
  RuntimeCondition,
} from './conformance/connector/connector-under-test.ts';
export { grammarProblems } from './conformance/connector/grammar-problems.ts';
export { operationLibraryConformance } from './conformance/operation-library/operation-library-conformance.ts';
export { type ActivePlugin, activatePlugin } from './fakes/activate-plugin.ts';
export { connectorDirectory } from './fakes/connector-directory.ts';
export { type FakeClock, fakeClock } from './fakes/fake-clock.ts';
export { type FakeLogger, fakeLogger, type LoggedLine } from './fakes/fake-logger.ts';
export { localServersAt } from './fakes/local-servers-at.ts';
export { type MemoryContentSink, memoryContentSink, type SunkContent } from './fakes/memory-content-sink.ts';
export { memoryStorage } from './fakes/memory-storage.ts';
export {
  type Script,
  ScriptedConnector,
  type ScriptedConnectorOptions,
} from './scripted-connector/scripted-connector.ts';
export { countScriptedTokens, scriptedTokens } from './scripted-connector/scripted-tokens.ts';
export { type ScriptedEnding, type ScriptedTurn, turns } from './scripted-connector/scripted-turn.ts';
export type { ServedCall, ServedOutcome } from './scripted-connector/served-call.ts';
