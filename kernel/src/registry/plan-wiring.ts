import type { PluginManifest } from '@kora/contracts';
import type { KoraError } from '@kora/plugin-sdk';
import { CONTRIBUTION_KINDS, type ContributionKind } from './contribution-kinds.ts';
import { parseDeclaredRoute, routeShape } from './declared-route.ts';
import { type MissingDependency, registryErrors } from './errors.ts';
import { findCycles } from './find-cycles.ts';

/** Everything that decides who may start. */
export interface WiringInput {
  /** Manifests of the verified plugins, by id. */
  readonly verified: ReadonlyMap<string, PluginManifest>;
  /** What refused plugins claim, to say why a token is missing. */
  readonly refused: readonly PluginManifest[];
  /** Tokens that the kernel itself stands behind. */
  readonly kernelTokens: ReadonlySet<string>;
  /** Plugins that run already. A newcomer that clashes with one of them is blocked, and the running one stays. */
  readonly running: ReadonlySet<string>;
}

export interface Wiring {
  /** Verified plugins that cannot start, each with the reason. */
  readonly blocked: ReadonlyMap<string, KoraError>;
  /** Plugin by token that it provides. */
  readonly providers: ReadonlyMap<string, string>;
}

/** Groups plugins by what they claim, and keeps what more than one claims. */
function clashes(claims: Iterable<readonly [claim: string, plugin: string]>): Map<string, readonly string[]> {
  const byClaim = new Map<string, string[]>();
  for (const [claim, plugin] of claims) byClaim.set(claim, [...(byClaim.get(claim) ?? []), plugin]);
  return new Map([...byClaim].filter(([, plugins]) => plugins.length > 1));
}

function* claimedTokens({ verified, kernelTokens }: WiringInput): Generator<readonly [string, string]> {
  for (const token of kernelTokens) yield [token, 'the kernel'];
  for (const [id, { provides }] of verified) for (const token of provides) yield [token, id];
}

function* claimedContributions({ verified }: WiringInput): Generator<readonly [string, string]> {
  for (const [plugin, { contributes }] of verified) {
    for (const kind of CONTRIBUTION_KINDS)
      for (const id of contributes[kind] ?? []) yield [`${kind} ${kind === 'routes' ? routeShape(id) : id}`, plugin];
  }
}

function badRoute(manifest: PluginManifest): string | undefined {
  return manifest.contributes.routes?.find((route) => parseDeclaredRoute(route) === undefined);
}

/**
 * Decides, from manifests alone and before any code is imported, which verified plugins can start. Of two that claim the
 * same token or contribution neither is chosen silently. Cycles are printed as paths, missing tokens all at once.
 */
export function planWiring(input: WiringInput): Wiring {
  const blocked = new Map<string, KoraError>();
  const block = (plugin: string, error: KoraError) => {
    if (input.verified.has(plugin) && !input.running.has(plugin) && !blocked.has(plugin)) blocked.set(plugin, error);
  };

  for (const [plugin_id, manifest] of input.verified) {
    const route = badRoute(manifest);
    if (route !== undefined) block(plugin_id, registryErrors.KORA_REGISTRY_ROUTE_INVALID({ plugin_id, route }));
  }
  for (const [token, providers] of clashes(claimedTokens(input)))
    for (const plugin_id of providers)
      block(plugin_id, registryErrors.KORA_REGISTRY_TWO_PROVIDERS({ plugin_id, token, providers }));
  for (const [claim, plugins] of clashes(claimedContributions(input))) {
    const [kind, ...id] = claim.split(' ');
    for (const plugin_id of plugins) {
      const details = { plugin_id, kind: singular(kind as ContributionKind), id: id.join(' '), plugins };
      block(plugin_id, registryErrors.KORA_REGISTRY_DUPLICATE_CONTRIBUTION(details));
    }
  }

  const startable = () => [...input.verified].filter(([id]) => !blocked.has(id));
  const providersNow = () => new Map(startable().flatMap(([id, { provides }]) => provides.map((token) => [token, id])));

  const providers = providersNow();
  const needs = new Map(
    startable().map(([id, { requires }]) => [id, requires.flatMap((token) => providers.get(token) ?? [])]),
  );
  for (const cycle of findCycles(needs))
    for (const plugin_id of cycle) block(plugin_id, registryErrors.KORA_REGISTRY_CYCLE({ plugin_id, cycle }));

  blockMissing(input, blocked, block, startable, providersNow);
  return { blocked, providers: providersNow() };
}

/** Blocks plugins without their tokens, then those that needed these plugins, until nothing changes. */
function blockMissing(
  input: WiringInput,
  blocked: ReadonlyMap<string, KoraError>,
  block: (plugin: string, error: KoraError) => void,
  startable: () => [string, PluginManifest][],
  providersNow: () => Map<string, string>,
): void {
  const whyMissing = (token: string): string => {
    const [stopped] = [...input.verified].filter(([id, { provides }]) => blocked.has(id) && provides.includes(token));
    if (stopped !== undefined) return `plugin ${stopped[0]} provides it, and is blocked itself`;
    const refused = input.refused.find(({ provides }) => provides.includes(token));
    return refused === undefined ? 'no installed plugin provides it' : `plugin ${refused.id} is refused`;
  };
  for (let before = -1; before !== blocked.size; ) {
    before = blocked.size;
    const providers = providersNow();
    for (const [plugin_id, { requires }] of startable()) {
      const missing: MissingDependency[] = requires
        .filter((token) => !input.kernelTokens.has(token) && !providers.has(token))
        .map((token) => ({ token, reason: whyMissing(token) }));
      if (missing.length > 0)
        block(plugin_id, registryErrors.KORA_REGISTRY_MISSING_DEPENDENCIES({ plugin_id, missing }));
    }
  }
}

/** "connectors" as people say it of one. */
export function singular(kind: ContributionKind): string {
  return kind === 'operations' ? 'operation library' : kind.replace(/s$/, '');
}
