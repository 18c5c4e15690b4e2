/** What preferences of a roster must look like: as a window sends them, as the file holds them, and in an imported text. */
import { z } from 'zod';
import { identity } from '#contract/schemas/common';
import {
  chosenTypes,
  gridNames,
  preferenceLimits as limits,
  sortDirections,
} from '#contract/domain/roster-preferences';
import { roomName } from './common.ts';

const viewId = z.string().min(1).max(64);
const field = z.string().min(1).max(limits.fieldCharacters);
const sortKey = z.strictObject({ column: field, direction: z.enum(sortDirections) });

const columns = z
  .array(
    z.strictObject({
      name: field,
      widthPx: z.number().int().min(16).max(2_000).optional(),
      pin: z.enum(['start', 'none', 'end']).optional(),
      isHidden: z.boolean().optional(),
    }),
  )
  .max(limits.columns)
  .readonly();

const viewContent = {
  filter: z.string().max(limits.filterCharacters),
  columns: columns.optional(),
  sort: z.array(sortKey).max(limits.sortKeys).readonly(),
  group: sortKey.optional(),
};

export const rosterViewSchema = z.strictObject({
  id: viewId,
  name: z.string().trim().min(1).max(limits.nameCharacters),
  ...viewContent,
  key: z.number().int().min(1).max(9).optional(),
});

export const rosterPreferencesSchema = z.strictObject({
  views: z.array(rosterViewSchema).max(limits.views).readonly(),
  types: z
    .record(field, z.enum(chosenTypes))
    .refine((types) => Object.keys(types).length <= limits.types, `at most ${limits.types} types`),
  masks: z.array(field).max(limits.masks).readonly(),
  columns: columns.optional(),
  protected: z.string().max(limits.filterCharacters).optional(),
  own: z.array(identity).max(limits.own).readonly().optional(),
  grids: z.partialRecord(z.enum(gridNames), columns.optional()).optional(),
  hasTotals: z.boolean().optional(),
  rooms: z
    .array(z.strictObject({ room: roomName, view: viewId, changed: z.strictObject(viewContent).optional() }))
    .max(limits.rooms)
    .readonly()
    .optional(),
});
