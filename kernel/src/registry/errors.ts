import type { Json } from '@kora/contracts';
import { defineErrors } from '@kora/plugin-sdk';

type Plugin = { readonly plugin_id: string };

/** Why a token has no usable provider. */
export type MissingDependency = { readonly token: string; readonly reason: string };

const list = (items: readonly Json[]) => (items.length === 0 ? 'nothing' : items.join(', '));

/** What goes wrong between plugins, and between a plugin and what it promised. All name the plugin. */
export const registryErrors = defineErrors({
  KORA_REGISTRY_TWO_PROVIDERS: {
    type: 'CONFLICT',
    message: (d: Plugin & { token: string; providers: readonly string[] }) =>
      `Plugin ${d.plugin_id} is not started: ${d.token} is provided by ${d.providers.join(' and ')}, and only one may. Remove all but one of them.`,
  },
  KORA_REGISTRY_DUPLICATE_CONTRIBUTION: {
    type: 'CONFLICT',
    message: (d: Plugin & { kind: string; id: string; plugins: readonly string[] }) =>
      `Plugin ${d.plugin_id} is not started: ${d.id} (${d.kind}) is contributed by ${d.plugins.join(' and ')}, and only one may. Remove all but one of them.`,
  },
  KORA_REGISTRY_DUPLICATE_OPERATION: {
    type: 'CONFLICT',
    message: (d: Plugin & { operation: string; other: string }) =>
      `Plugin ${d.plugin_id} was stopped: its operation ${d.operation} is already offered by ${d.other}. Remove one of the two plugins.`,
  },
  KORA_REGISTRY_ROUTE_INVALID: {
    type: 'PLUGIN_REJECTED',
    message: (d: Plugin & { route: string }) =>
      `Plugin ${d.plugin_id} is not started: its manifest declares the route ${JSON.stringify(d.route)}. A route is written like "GET /models/catalog"; its author must correct and sign it.`,
  },
  KORA_REGISTRY_MISSING_DEPENDENCIES: {
    type: 'DEPENDENCY_FAILURE',
    message: (d: Plugin & { missing: readonly MissingDependency[] }) =>
      `Plugin ${d.plugin_id} is not started: it needs ${d.missing.map(({ token, reason }) => `${token} (${reason})`).join(', ')}. Install or repair a plugin that provides it.`,
  },
  KORA_REGISTRY_CYCLE: {
    type: 'DEPENDENCY_FAILURE',
    message: (d: Plugin & { cycle: readonly string[] }) =>
      `Plugin ${d.plugin_id} is not started: plugins wait for each other (${d.cycle.join(' -> ')}). Remove one of them.`,
  },
  KORA_REGISTRY_PLUGIN_CHANGED: {
    type: 'CONFLICT',
    message: (d: Plugin) =>
      `Plugin ${d.plugin_id} is being replaced on disk right now and was not started. Try again in a moment.`,
  },
  KORA_REGISTRY_IMPORT_FAILED: {
    type: 'EXECUTION_FAILURE',
    message: (d: Plugin & { entry: string; reason: string }) =>
      `Plugin ${d.plugin_id} could not be loaded from ${d.entry}: ${d.reason}. Report this to its publisher.`,
  },
  KORA_REGISTRY_NO_PLUGIN_EXPORT: {
    type: 'PLUGIN_REJECTED',
    message: (d: Plugin & { entry: string }) =>
      `Plugin ${d.plugin_id} was not started: ${d.entry} does not export a definition named "plugin". Its author must export what definePlugin returns.`,
  },
  KORA_REGISTRY_ID_DIFFERS: {
    type: 'PLUGIN_REJECTED',
    message: (d: Plugin & { defined: string }) =>
      `Plugin ${d.plugin_id} was not started: its code says that it is ${JSON.stringify(d.defined)}. Its author must use one id in both.`,
  },
  KORA_REGISTRY_REQUIRES_DIFFER: {
    type: 'PLUGIN_REJECTED',
    message: (d: Plugin & { undeclared: readonly string[]; unused: readonly string[] }) =>
      `Plugin ${d.plugin_id} was not started: its code asks for ${list(d.undeclared)} beyond its manifest, and leaves out ${list(d.unused)}. Its author must make manifest.requires equal to deps.`,
  },
  KORA_REGISTRY_CONTRIBUTIONS_DIFFER: {
    type: 'PLUGIN_REJECTED',
    message: (d: Plugin & { undeclared: readonly string[]; missing: readonly string[] }) =>
      `Plugin ${d.plugin_id} was stopped: it adds ${list(d.undeclared)} beyond its signed manifest, and leaves out ${list(d.missing)}. Its author must make both equal.`,
  },
  KORA_REGISTRY_SPEC_VERSION: {
    type: 'VERSION_MISMATCH',
    message: (d: Plugin & { contribution: string; declared: string; supported: string }) =>
      `Plugin ${d.plugin_id} was stopped: ${d.contribution} is written for version ${d.declared} of its interface and this Studio has ${d.supported}. Update the plugin or Studio.`,
  },
  KORA_REGISTRY_PANEL_MODULE_UNLISTED: {
    type: 'PLUGIN_REJECTED',
    message: (d: Plugin & { panel: string; module: string }) =>
      `Plugin ${d.plugin_id} was stopped: its panel ${d.panel} names the file ${JSON.stringify(d.module)}, which is not among its signed files. Its author must list it.`,
  },
  KORA_REGISTRY_INIT_FAILED: {
    type: 'EXECUTION_FAILURE',
    message: (d: Plugin & { reason: string; cause_code: string | null }) =>
      `Plugin ${d.plugin_id} failed while starting: ${d.reason}. Report this to its publisher, or remove the plugin.`,
  },
  KORA_REGISTRY_DEPENDENCY_FAILED: {
    type: 'DEPENDENCY_FAILURE',
    message: (d: Plugin & { dependency: string; reason: string; cause_code: string }) =>
      `Plugin ${d.plugin_id} was not started because ${d.dependency}, which it needs, was not: ${d.reason}`,
  },
  KORA_REGISTRY_ACTIVATION_TIMEOUT: {
    type: 'TIMEOUT',
    message: (d: Plugin & { limit_ms: number; waiting_for: string; phase: string }) =>
      `Plugin ${d.plugin_id} was not ready within ${d.limit_ms} ms: ${d.waiting_for === d.plugin_id ? 'it' : d.waiting_for} is still in ${d.phase}. Report this to the publisher of ${d.waiting_for}, or remove it.`,
  },
  KORA_REGISTRY_PLUGIN_REFUSED: {
    type: 'PLUGIN_REJECTED',
    message: (d: Plugin & { kind: string; id: string; cause_code: string; reason: string }) =>
      `${d.id} (${d.kind}) is not available: ${d.reason}`,
  },
  KORA_REGISTRY_CONTRIBUTION_NOT_FOUND: {
    type: 'NOT_FOUND',
    message: (d: { kind: string; id: string; refused_plugins: readonly string[] }) =>
      `No installed plugin offers ${d.id} (${d.kind}). Install one that does.${d.refused_plugins.length === 0 ? '' : ` These plugins are refused at present: ${d.refused_plugins.join(', ')}.`}`,
  },
  KORA_REGISTRY_PLUGIN_NOT_FOUND: {
    type: 'NOT_FOUND',
    message: (d: Plugin) =>
      `There is no plugin ${JSON.stringify(d.plugin_id)} among the verified ones. See kora plugins list.`,
  },
  KORA_REGISTRY_CLOSED: {
    type: 'OVERLOADED',
    message: (d: { what: string }) => `Studio is shutting down: ${d.what} is not available any more. Start it again.`,
  },
});
