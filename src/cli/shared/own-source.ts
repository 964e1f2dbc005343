/**
 * In a clone nothing need be built: while the command itself runs from its source, `import ... from 'antiphon'` in
 * an agent's module is that same source. Two copies of the package would have two of everything. Once it is built
 * and installed, the package is found as any other is.
 */
import { registerHooks } from 'node:module';

const name = /^antiphon(?:\/(.+))?$/;

export function resolveOwnSource(): void {
  const here = new URL(import.meta.url);
  if (!here.pathname.endsWith('.ts')) return;
  registerHooks({
    resolve: (specifier, context, next) => {
      const own = name.exec(specifier);
      if (own === null) return next(specifier, context);
      const folder = own[1] === undefined ? '' : `${own[1]}/`;
      return next(new URL(`../../${folder}index.ts`, here).href, context);
    },
  });
}
