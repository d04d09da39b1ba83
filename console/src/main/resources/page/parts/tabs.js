// Tabs after the WAI-ARIA pattern: arrows move, the chosen one alone is in the tab order.
import { html } from '../lit.js';

/**
 * @param id a name of its own on the page
 * @param tabs [{key, title, content: () => template}]
 * @param chosen the chosen tab's key
 * @param choose called with a key
 */
export function tabs(id, label, tabs, chosen, choose) {
  const move = (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    const at = tabs.findIndex((tab) => tab.key === chosen);
    const next = tabs[(at + by + tabs.length) % tabs.length];
    choose(next.key);
    document.getElementById(`${id}-${next.key}`)?.focus();
  };
  const current = tabs.find((tab) => tab.key === chosen) ?? tabs[0];
  return html`<div class="tabs">
    <div role="tablist" aria-label=${label} @keydown=${move}>${tabs.map((tab) => html`
      <button type="button" role="tab" id="${id}-${tab.key}" aria-controls="${id}-panel" aria-selected=${tab === current}
        tabindex=${tab === current ? 0 : -1} @click=${() => choose(tab.key)}>${tab.title}</button>`)}
    </div>
    <div role="tabpanel" id="${id}-panel" aria-labelledby="${id}-${current.key}" tabindex="0">${current.content()}</div>
  </div>`;
}
