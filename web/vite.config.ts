/** Builds the page into the package: dist/page/, a handful of files with hashed names. */
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  // The page may be served below any path.
  base: './',
  logLevel: 'warn',
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    target: 'es2023',
    // An inlined asset would be a `data:` address, which the content security policy refuses.
    assetsInlineLimit: 0,
    modulePreload: false,
  },
  worker: { format: 'es' },
});
