/** Reads one field of any row: where its value stands, and how it is read there. Pure. */
import type { CellValue } from '#contract/cell-value';
import { readMetadataFieldName } from '#contract/metadata-path';
import { findFieldByName } from './field-names.ts';
import { createMetadataReader, createNullReader, metadataColumn } from './read-metadata.ts';
import type { FilterField, FilterLanguage, ReadCell } from './types.ts';

export interface OpenField {
  readonly field: FilterField;
  /** The one column it is read from. */
  readonly column: string;
  read(read: ReadCell): CellValue;
  /** Of JSON: makes what tells its null, which is read as nothing, from nothing. */
  readonly createNullReader?: () => (read: ReadCell) => boolean | undefined;
}

/** Opens a field by its name in the registry; undefined if there is none of that name. */
export function openField(name: string, language: FilterLanguage): OpenField | undefined {
  const field = findFieldByName(name, language);
  if (!field) return undefined;
  const path = language.fields.has(name) ? undefined : readMetadataFieldName(name);
  if (path) {
    const read = createMetadataReader(path);
    return { field, column: metadataColumn, read, createNullReader: () => createNullReader(path) };
  }
  const column = field.column ?? name;
  return { field, column, read: (read) => read(column) };
}
