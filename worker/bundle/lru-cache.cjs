/** For jsonld.js, which requires it as CommonJS and keeps a context's few last readings: the least lately used goes. Ten lines instead of two packages. */
module.exports = class {
  #kept = new Map()
  #max

  constructor({ max }) {
    this.#max = max
  }

  get(key) {
    const value = this.#kept.get(key)
    if (this.#kept.delete(key)) this.#kept.set(key, value)
    return value
  }

  set(key, value) {
    this.#kept.delete(key)
    if (this.#kept.size >= this.#max) this.#kept.delete(this.#kept.keys().next().value)
    this.#kept.set(key, value)
  }
}
