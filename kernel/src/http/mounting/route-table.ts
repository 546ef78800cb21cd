import type { Router } from '@koa/router';
import type { Next, ParameterizedContext } from 'koa';
import type { PluginDirectory } from '../kernel-api.ts';
import type { ApiRoute } from '../routes/api-route.ts';
import { startPageRoute } from '../routes/ui-page.ts';
import { type Mounting, mountRoutes } from './mount-routes.ts';
import { pluginRoutes } from './plugin-routes.ts';
import type { RequestState } from './route-request.ts';

type Ask = ReturnType<Router<RequestState>['routes']>;
type RoutedContext = Parameters<Ask>[0];
type Dispatch = (ctx: ParameterizedContext<RequestState>, otherwise: Next) => Promise<unknown>;

/** All routes that are mounted now. Those of plugins come and go with their plugins. */
export class RouteTable {
  readonly #core: readonly ApiRoute[];
  readonly #coreRouter: Router<RequestState>;
  readonly #registry: PluginDirectory;
  readonly #mounting: Mounting;
  readonly #stopListening: () => void;
  #plugin: readonly ApiRoute[] = [];
  readonly #askCore: Ask;
  #askPlugins: Ask;

  constructor(core: readonly ApiRoute[], registry: PluginDirectory, mounting: Mounting) {
    this.#core = core;
    this.#registry = registry;
    this.#mounting = mounting;
    this.#coreRouter = mountRoutes(core, mounting);
    this.#askCore = this.#coreRouter.routes();
    this.#askPlugins = this.#mountPlugins();
    this.#stopListening = registry.onChange(() => {
      this.#askPlugins = this.#mountPlugins();
    });
  }

  get routes(): readonly ApiRoute[] {
    return [...this.#core, ...this.#plugin];
  }

  /** Asks the kernel's routes, then those of plugins, then calls `otherwise`. */
  readonly dispatch: Dispatch = (ctx, otherwise) =>
    this.#askCore(ctx as RoutedContext, () => this.#askPlugins(ctx as RoutedContext, otherwise));

  close(): void {
    this.#stopListening();
  }

  #mountPlugins(): Ask {
    const routes = pluginRoutes(this.#registry, this.#coreRouter, this.#mounting.logger);
    const hasStartPage = routes.some(({ method, path }) => method === 'GET' && path === '/');
    this.#plugin = hasStartPage ? routes : [...routes, startPageRoute(this.#registry)];
    return mountRoutes(this.#plugin, this.#mounting).routes();
  }
}
