/** The verify page's first script: ways in, and the lazy loading of everything heavier. */
export {}
