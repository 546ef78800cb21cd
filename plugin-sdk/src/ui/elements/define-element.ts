/** Defines a custom element unless it is defined: two versions of a plugin may be loaded one after the other. */
export function defineElement(name: string, element: CustomElementConstructor): void {
  if (customElements.get(name) === undefined) customElements.define(name, element);
}
