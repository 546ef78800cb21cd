/**
 * Stands in for the global of that name, which a bare realm lacks, for the one library that resolves references with it:
 * JSON Schema validation. Knows absolute addresses and fragments; a relative reference to another document is an error.
 */
class LocalUrl {
  readonly #base: string;
  #fragment = '';

  constructor(reference: string, base?: string) {
    const [path = '', ...fragment] = reference.split('#');
    if (path !== '' && !/^[a-z][a-z0-9+.-]*:/i.test(path)) {
      throw new TypeError(`the reference ${reference} leads to another document`);
    }
    if (path === '' && base === undefined) throw new TypeError('the reference has no base');
    this.#base = path === '' ? (base ?? '').replace(/#.*$/s, '') : path;
    this.hash = fragment.join('#');
  }

  get hash(): string {
    return this.#fragment === '' ? '' : `#${this.#fragment}`;
  }

  set hash(fragment: string) {
    this.#fragment = fragment.replace(/^#/, '');
  }

  get href(): string {
    return this.#base + this.hash;
  }

  toString(): string {
    return this.href;
  }
}

export { LocalUrl as URL };
