import {
  COMMAND_SPEC_VERSION,
  CONNECTOR_SPEC_VERSION,
  EXECUTION_BACKEND_SPEC_VERSION,
  EXPORTER_SPEC_VERSION,
  isRecord,
  type ManifestContributions,
  OPERATION_LIBRARY_SPEC_VERSION,
  PANEL_SPEC_VERSION,
  ROUTES_SPEC_VERSION,
  TASK_PLANNER_SPEC_VERSION,
} from '@kora/contracts';

/** The extension points, by their name in manifests and in what `init` returns. */
export type ContributionKind = keyof ManifestContributions;

/** Version of each extension point's interface that this kernel has. */
export const SPEC_VERSIONS: Readonly<Record<ContributionKind, string>> = {
  backends: EXECUTION_BACKEND_SPEC_VERSION,
  connectors: CONNECTOR_SPEC_VERSION,
  planners: TASK_PLANNER_SPEC_VERSION,
  operations: OPERATION_LIBRARY_SPEC_VERSION,
  exporters: EXPORTER_SPEC_VERSION,
  panels: PANEL_SPEC_VERSION,
  routes: ROUTES_SPEC_VERSION,
  commands: COMMAND_SPEC_VERSION,
};

export const CONTRIBUTION_KINDS = Object.keys(SPEC_VERSIONS).filter(
  (kind): kind is ContributionKind => kind in SPEC_VERSIONS,
);

/** What a plugin's `init` returned under one kind. The plugin may be written in JavaScript, so nothing is assumed. */
export function contributionsOf(returned: unknown, kind: ContributionKind | 'services'): readonly unknown[] {
  const items = isRecord(returned) ? returned[kind] : undefined;
  return Array.isArray(items) ? items : [];
}

/** A property of something that a plugin handed over, as text; "?" when it is none. */
export function textOf(value: unknown, property: string): string {
  const found = typeof value === 'object' && value !== null ? Reflect.get(value, property) : undefined;
  return typeof found === 'string' ? found : '?';
}

/** The ids of what was returned, as the manifest writes them: routes as "METHOD /path", the others by id. */
export function idsOf(returned: unknown, kind: ContributionKind): readonly string[] {
  const items = contributionsOf(returned, kind);
  if (kind !== 'routes') return items.map((item) => textOf(item, 'id'));
  return items.flatMap((item) =>
    contributionsOf(item, 'routes').map((route) => `${textOf(route, 'method')} ${textOf(route, 'path')}`),
  );
}
