import { answerSettings, defineElement, isAbsent, PanelElement, sharedStyles } from '@kora/plugin-sdk/ui';
import { css, html, nothing } from 'lit';

const WORDS = { online: 'Connected', lost: 'Connection lost', expired: 'Session ended' } as const;

/** The line at the bottom: the connection, where runs happen, the chosen model. */
export class KoraStatus extends PanelElement {
  static override styles = [
    sharedStyles,
    css`
      :host { display: flex; gap: 16px; font-size: var(--k-size-s); line-height: 16px; color: var(--k-text-muted); min-width: 0; flex: 1; }
      .dot { display: inline-block; width: 7px; height: 7px; border-radius: 4px; background: var(--k-good); margin-right: 6px; }
      .lost .dot, .expired .dot { border-radius: 1px; background: var(--k-warn); }
      .end { margin-left: auto; }
      @media (max-width: 600px) { .optional { display: none; } }
    `,
  ];

  override render() {
    const { connection, models } = this.shared;
    const settings = answerSettings(this.shared);
    const chosen = settings?.model ?? null;
    const remote = models?.models.some(({ model_id, remote }) => model_id === chosen?.model_id && remote) ?? false;
    return html`
      <span class=${connection}><span class="dot" aria-hidden="true"></span>${WORDS[connection]}</span>
      <span class="optional">${remote ? 'Runs here, asks a remote model' : 'Runs on this computer'}</span>
      <span class="end cut">${isAbsent(chosen, models) ? `${chosen?.model_id}: not available` : (chosen?.model_id ?? (models?.models.length === 0 ? 'No model' : 'Any model at hand'))}</span>
      ${settings?.mode === 'deterministic_only' ? html`<span>Deterministic only</span>` : nothing}
    `;
  }
}

defineElement('kora-status', KoraStatus);
