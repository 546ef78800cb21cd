import type { PluginList, PluginStatus } from '@kora/contracts';
import { codeParts, defineElement, icon, messageOf, PanelElement, sharedStyles } from '@kora/plugin-sdk/ui';
import { Task } from '@lit/task';
import { html, nothing } from 'lit';
import { settingsStyles } from './settings-styles.ts';

/** A backend that somebody has installed. */
interface InstalledBackend {
  readonly id: string;
  readonly plugin: PluginStatus;
}

/** Where runs can happen: on this computer, and wherever else a plugin brings a backend. */
export class KoraBackends extends PanelElement {
  static override styles = [sharedStyles, settingsStyles];
  readonly #installed = new Task(this, {
    args: () => [],
    task: async (_, { signal }): Promise<readonly InstalledBackend[]> => {
      const { plugins } = await this.host.api.get<PluginList>('/plugins', signal);
      return plugins.flatMap((plugin) => (plugin.contributes?.backends ?? []).map((id) => ({ id, plugin })));
    },
  });

  #backend({ id, plugin }: InstalledBackend) {
    const here = id === 'local';
    const usable = plugin.state === 'active' || plugin.state === 'verified';
    const text = here
      ? 'Tasks run in processes of Studio, models in their runtimes. What is said leaves this computer only for a model elsewhere whose host you have allowed.'
      : `Brought by the plugin ${plugin.id}.`;
    return html`<div class="row tight"><div>${here ? 'This computer' : id}<p>${text}</p>
      ${plugin.error === null ? nothing : html`<p class="error">${codeParts(plugin.error.message)}</p>`}</div>
      ${usable ? html`<span class="badge good">${icon('check')}Ready</span>` : html`<span class="badge bad">${icon('alert')}Not usable</span>`}</div>`;
  }

  override render() {
    return this.#installed.render({
      pending: () => html`<p class="muted">Loading…</p>`,
      error: (error) => html`<p class="error" role="alert">${messageOf(error)}</p>`,
      complete: (backends) => html`<p class="small muted">Where messages and graphs are run.</p>
        ${backends.map((backend) => this.#backend(backend))}
        ${backends.length > 1 ? nothing : html`<p class="small muted">No other backend is installed.</p>`}`,
    });
  }
}

defineElement('kora-backends', KoraBackends);
