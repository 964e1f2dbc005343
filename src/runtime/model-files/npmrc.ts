/**
 * The syntax of an .npmrc: `key = value`, `key[] = value`, comments after `;` or `#`, quotes, and
 * `${NAME}` from the environment (`${NAME?}`: empty when it is not set). A name that is not set stays
 * as it stands, as in npm, so that the server's refusal shows it.
 */

export type NpmrcEntries = Record<string, string | string[]>;

export function parseNpmrc(
  content: string,
  environment: Readonly<Record<string, string | undefined>>,
): NpmrcEntries {
  const entries: NpmrcEntries = {};
  for (const rawLine of content.replace(/^\uFEFF/, '').split(/\r?\n/)) {
    const line = rawLine.trim();
    if (line === '' || line.startsWith(';') || line.startsWith('#')) continue;
    const at = line.indexOf('=');
    const rawKey = at < 0 ? line : line.slice(0, at).trim();
    const value = at < 0 ? 'true' : fill(unquote(line.slice(at + 1).trim()), environment);
    const key = fill(unquote(rawKey), environment);
    if (key.endsWith('[]')) {
      const name = key.slice(0, -2);
      const earlier = entries[name];
      entries[name] = Array.isArray(earlier) ? [...earlier, value] : [value];
    } else {
      entries[key] = value;
    }
  }
  return entries;
}

function unquote(value: string): string {
  if (value.length >= 2 && value.startsWith('"') && value.endsWith('"')) {
    try {
      return String(JSON.parse(value));
    } catch {
      return value; // npm keeps it as it stands too
    }
  }
  if (value.length >= 2 && value.startsWith("'") && value.endsWith("'")) return value.slice(1, -1);
  const bare = /^(?:\\.|[^;#\\])*/.exec(value)?.[0] ?? '';
  return bare.trim().replace(/\\([;#\\])/g, '$1');
}

function fill(value: string, environment: Readonly<Record<string, string | undefined>>): string {
  return value.replace(
    /\$\{([^${}?]+)(\?)?\}/g,
    (whole, name: string, optional?: string) => environment[name] ?? (optional ? '' : whole),
  );
}
