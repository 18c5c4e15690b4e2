import { describe, expect, it } from 'vitest';
import { listChanges } from '#renderer/room/participant-changes.ts';
import { makeFacts, makeTrack, permission } from './facts.ts';

const ada = makeFacts('ada', { name: 'Ada', metadata: 'm', attributes: { team: 'red', hand: '1' } });

function typesOf(after: Partial<typeof ada>): string[] {
  return listChanges(ada, { ...ada, ...after }).map(({ type }) => type);
}

describe('listChanges', () => {
  it('finds nothing between equal states', () => {
    expect(listChanges(ada, structuredClone(ada))).toEqual([]);
  });

  it('tells keys added, changed and deleted in one row, with only those keys in before and after', () => {
    const [change, ...others] = listChanges(ada, { ...ada, attributes: { team: 'blue', role: '' } });
    expect(others).toEqual([]);
    expect(change).toMatchObject({
      type: 'attributes',
      before: '{"team":"red","hand":"1"}',
      after: '{"team":"blue","role":""}',
    });
    expect(change?.details).toBe('"team": "red" → "blue" · + "role" = "" · − "hand" (was "1")');
  });

  it('is not led astray by keys that every object has', () => {
    expect(typesOf({ attributes: { ...ada.attributes, constructor: 'x' } })).toEqual(['attributes']);
    const [change] = listChanges({ ...ada, attributes: {} }, { ...ada, attributes: { toString: 'x' } });
    expect(change?.details).toBe('+ "toString" = "x"');
  });

  it('keeps old and new metadata whole', () => {
    expect(listChanges(ada, { ...ada, metadata: '' })).toEqual([
      { type: 'metadata', details: '“m” → empty', before: 'm', after: '' },
    ]);
  });

  it('names each right and the sources that differ, also those that room events miss', () => {
    const after = { ...permission, canUpdateMetadata: true, canPublishSources: ['microphone' as const] };
    const [change] = listChanges(ada, { ...ada, permission: after });
    expect(change?.type).toBe('permissions');
    expect(change?.details).toBe('canUpdateMetadata: cannot → can · sources: all → microphone');
    const { permission: _left, ...unknown } = ada;
    expect(listChanges(unknown, ada), 'learning them is no change').toEqual([]);
  });

  it('follows tracks by sid', () => {
    const mic = makeTrack('TR_1');
    const withMic = { ...ada, tracks: [mic] };
    expect(typesOf({ tracks: [mic] })).toEqual(['track-published']);
    expect(listChanges(withMic, ada).map(({ type }) => type)).toEqual(['track-unpublished']);
    expect(listChanges(withMic, { ...ada, tracks: [{ ...mic, muted: true }] }).map(({ type }) => type)).toEqual([
      'track-muted',
    ]);
    expect(
      listChanges(withMic, { ...ada, tracks: [makeTrack('TR_2', { mimeType: 'audio/red' })] }).map(({ type }) => type),
    ).toEqual(['track-published', 'track-unpublished']);
    expect(
      listChanges(withMic, { ...ada, tracks: [{ ...mic, mimeType: 'audio/red' }] }).map(({ type }) => type),
    ).toEqual(['track-changed']);
  });

  it('tells active, name, kind, region and data tracks', () => {
    expect(listChanges({ ...ada, state: 'joined' }, ada).map(({ type }) => type)).toEqual(['active']);
    expect(typesOf({ name: 'A', kind: 'agent' })).toEqual(['name', 'kind']);
    expect(listChanges({ ...ada, region: 'a' }, { ...ada, region: 'b' }).map(({ type }) => type)).toEqual(['region']);
    expect(typesOf({ dataTracks: [{ sid: 'DT_1', name: 'd', encryption: 'none' }] })).toEqual(['data-track-published']);
  });
});
