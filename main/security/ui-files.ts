/** Turns a path of an app:// address into a file of the built page, or into nothing. Pure. */
import path from 'node:path';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

export interface UiFile {
  /** Path below the folder of the built page, with `/`. */
  name: string;
  contentType: string;
  isDocument: boolean;
}

/** The file that an address means; undefined where nothing may be served. */
export function findUiFile(url: string): UiFile | undefined {
  if (!URL.canParse(url)) return undefined;
  const { pathname } = new URL(url);
  const encoded = pathname === '/' ? 'index.html' : pathname.slice(1);
  let name: string;
  try {
    name = decodeURIComponent(encoded);
  } catch {
    return undefined;
  }
  // SECURITY: recommendation 18. Names are plain, so that nothing climbs out of the folder on any system.
  const parts = name.split('/');
  if (!parts.every((part) => /^[A-Za-z0-9_@-][A-Za-z0-9._@-]*$/.test(part))) return undefined;
  const contentType = contentTypes[path.posix.extname(name)];
  return contentType ? { name, contentType, isDocument: name === 'index.html' } : undefined;
}

/** Puts the nonce of this load where scripts of the page find it (`meta[property=csp-nonce]`, its `nonce` property). */
export function insertStyleNonce(html: string, styleNonce: string): string {
  return html.replace(/<head>/i, `<head>\n    <meta property="csp-nonce" nonce="${styleNonce}" />`);
}
