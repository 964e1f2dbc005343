/**
 * One output file per source file: dist/ mirrors src/.
 *
 * Workers and child processes are named by URL (`new URL('./worker.ts', import.meta.url)`), so every
 * module must stay where its neighbours look for it. For the same reason `../package.json` means the
 * same file from src/ and from dist/. What is not TypeScript is copied to the same place.
 */
import { cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { defineConfig } from 'tsdown';

/** Files that only development needs. */
const left = /\.test(-d)?\.ts$|(^|\/)__fixtures__\//;
const ownUrl = /(new URL\(\s*(['"])\.{1,2}\/[^'"]+)\.ts(\2,\s*import\.meta\.url,?\s*\))/g;

export default defineConfig({
  entry: ['src/**/*.ts', '!src/**/*.test.ts', '!src/**/*.test-d.ts', '!src/**/__fixtures__/**'],
  root: 'src',
  unbundle: true,
  fixedExtension: false,
  // By the compiler itself: see scripts/build.ts.
  dts: false,
  report: false,
  logLevel: 'warn',
  failOnWarn: true,
  checks: { pluginTimings: false },
  // A package is never copied into ours, wherever package.json lists it.
  deps: { skipNodeModulesBundle: true },
  plugins: [
    {
      name: 'own-urls',
      transform: {
        filter: { code: 'import.meta.url' },
        handler: (code) => code.replaceAll(ownUrl, '$1.js$3'),
      },
    },
  ],
  hooks: {
    'build:done': async () => {
      const files = await readdir('src', { recursive: true, withFileTypes: true });
      for (const file of files) {
        const path = join(file.parentPath, file.name).slice('src/'.length);
        if (!file.isFile() || path.endsWith('.ts') || left.test(path)) continue;
        await cp(join('src', path), join('dist', path));
      }
    },
  },
});
