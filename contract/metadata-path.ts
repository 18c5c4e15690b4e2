/**
 * Paths into metadata that is JSON, and the one codec for their field names: `meta.title`, `meta.a["b.c"]`. Pure. Metadata
 * is hostile: depth, width and length of what is looked at are bounded.
 */

/** Keys from the outermost object inwards; never empty. */
export type MetadataPath = readonly string[];

/**
 * Deeper, wider or longer than this is not offered as a column; what stands in a larger document is unknown, because each of
 * thousands of people may have one.
 */
export const pathLimits = {
  documentCharacters: 131_072,
  depth: 4,
  keysAnObject: 100,
  paths: 400,
  nameCharacters: 300,
} as const;

const plainKey = /^[A-Za-z0-9_-]+$/;

/** Field name of a path. */
export function nameMetadataField(path: MetadataPath): string {
  return path.reduce((name, key) => {
    if (!plainKey.test(key)) return `${name}[${JSON.stringify(key)}]`;
    return `${name}.${key}`;
  }, 'meta');
}

/** Path of a field name; undefined if the name is not of this kind. */
export function readMetadataFieldName(name: string): MetadataPath | undefined {
  if (!name.startsWith('meta') || name.length > pathLimits.nameCharacters) return undefined;
  const step = /\.([A-Za-z0-9_-]+)|\[("(?:[^"\\]|\\.)*")\]/y;
  const path: string[] = [];
  step.lastIndex = 'meta'.length;
  while (step.lastIndex < name.length) {
    const found = step.exec(name);
    if (!found) return undefined;
    const key = found[1] ?? parseKey(found[2] ?? '');
    if (key === undefined) return undefined;
    path.push(key);
  }
  return path.length === 0 ? undefined : path;
}

function parseKey(quoted: string): string | undefined {
  try {
    const key: unknown = JSON.parse(quoted);
    return typeof key === 'string' ? key : undefined;
  } catch {
    return undefined;
  }
}

/** What stands at a path; undefined if there is nothing. Only an object's own keys count. */
export function readAtPath(value: unknown, path: MetadataPath): unknown {
  let found = value;
  for (const key of path) {
    if (!isObject(found) || !Object.hasOwn(found, key)) return undefined;
    found = found[key];
  }
  return found;
}

/** Every path that ends in something other than an object, with what stands there; bounded by `pathLimits`. */
export function listPaths(value: unknown, isObjectLike = isObject): { path: MetadataPath; value: unknown }[] {
  const found: { path: MetadataPath; value: unknown }[] = [];
  const waiting: { path: string[]; value: Record<string, unknown> }[] = [];
  if (isObjectLike(value)) waiting.push({ path: [], value });
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    for (const key of Object.keys(next.value).slice(0, pathLimits.keysAnObject)) {
      if (found.length >= pathLimits.paths) return found;
      const path = [...next.path, key];
      if (nameMetadataField(path).length > pathLimits.nameCharacters) continue;
      const inner = next.value[key];
      if (!isObjectLike(inner)) found.push({ path, value: inner });
      else if (path.length < pathLimits.depth) waiting.push({ path, value: inner });
    }
  }
  return found;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
