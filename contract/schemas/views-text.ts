/** Reads views from a text, all of them or none: what this version does not know is a fault, so nothing is lost unsaid. */
import { z } from 'zod';
import { preferenceLimits } from '#contract/domain/roster-preferences';
import { viewsTextFormat, viewsTextVersion, type PortableView } from '#contract/domain/views-text';
import { rosterViewSchema } from './roster-preferences.ts';

const viewsTextSchema = z.strictObject({
  format: z.literal(viewsTextFormat),
  version: z.literal(viewsTextVersion),
  views: z.array(rosterViewSchema.omit({ id: true })).max(preferenceLimits.views),
});

/** `fault` is for people, one sentence or two. */
export type ReadViews = { views: readonly PortableView[] } | { fault: string };

export function readViewsText(text: string): ReadViews {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { fault: `This is not the whole text of an export: ${reason.slice(0, 200)}.` };
  }
  const head = z.looseObject({ format: z.literal(viewsTextFormat), version: z.number() }).safeParse(value);
  if (!head.success)
    return { fault: `This is other JSON: the text of an export begins with "format": "${viewsTextFormat}".` };
  if (head.data.version > viewsTextVersion) {
    return {
      fault: `The text is of a newer Gavel (format version ${head.data.version}); this one reads version ${viewsTextVersion}.`,
    };
  }
  const read = viewsTextSchema.safeParse(value);
  return read.success ? { views: read.data.views } : { fault: describeIssue(read.error.issues[0], value) };
}

function describeIssue(issue: z.core.$ZodIssue | undefined, value: unknown): string {
  if (!issue) return 'The text is not what an export holds.';
  const [first, index, ...rest] = issue.path;
  const place = first === 'views' && typeof index === 'number' ? nameView(value, index) : 'The text';
  const part = rest.length === 0 ? '' : `, ${rest.map(String).join(' ')}`;
  const what =
    issue.code === 'unrecognized_keys'
      ? `has ${issue.keys.map((key) => `“${key.slice(0, 40)}”`).join(', ')}, which this version does not know`
      : issue.message;
  return `${place}${part}: ${what}. Nothing was taken over.`;
}

function nameView(value: unknown, index: number): string {
  const view = (value as { views?: readonly unknown[] }).views?.[index];
  const name = typeof view === 'object' && view !== null && 'name' in view ? view.name : undefined;
  const ordinal = `View ${index + 1}`;
  return typeof name === 'string' ? `${ordinal}, “${name.slice(0, 40)}”` : ordinal;
}
