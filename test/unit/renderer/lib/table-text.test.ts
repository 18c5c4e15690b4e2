import { describe, expect, it } from 'vitest';
import { writeTable } from '#renderer/lib/table-text.ts';

const table = {
  columns: ['identity', 'attr.note', 'level'],
  rows: [
    ['ada', '=HYPERLINK("http://x")', 3],
    ['b,o\tb', 'two\nlines', undefined],
    ['-12', '-12', null],
    ['<b>|x', ' +1+cmd', true],
  ],
} as const;

describe('writeTable', () => {
  it('writes CSV that no spreadsheet runs, with quotes where they are due', () => {
    expect(writeTable(table, 'csv').split('\r\n')).toEqual([
      'identity,attr.note,level',
      'ada,"\'=HYPERLINK(""http://x"")",3',
      '"b,o\tb","two\nlines",?',
      '-12,-12,',
      "<b>|x,' +1+cmd,true",
    ]);
  });

  it('writes tab-separated cells that paste into a spreadsheet', () => {
    const [, first, second] = writeTable(table, 'tsv').split(/\n(?!lines)/);
    expect(first).toBe('ada\t"\'=HYPERLINK(""http://x"")"\t3');
    expect(second).toBe('"b,o\tb"\t"two\nlines"\t?');
    expect(writeTable({ columns: ['a'], rows: [['x']] }, 'tsv', { hasHead: false })).toBe('x');
  });

  it('quotes what a spreadsheet of another language would part', () => {
    expect(writeTable({ columns: ['a'], rows: [['x;=1+1']] }, 'csv', { hasHead: false })).toBe('"x;=1+1"');
  });

  it('guards each sign that begins a formula, and no number', () => {
    for (const sign of ['=', '+', '-', '@', '\t', '\r', '＝', ' =', '\n@']) {
      const [cell] = writeTable({ columns: ['a'], rows: [[`${sign}x`]] }, 'csv', { hasHead: false }).split('\r\n');
      expect(cell?.replace(/^"/, '')[0], JSON.stringify(sign)).toBe("'");
    }
    for (const plain of ['-1.5', '+44', 'x=1', -3]) {
      expect(writeTable({ columns: ['a'], rows: [[plain]] }, 'csv', { hasHead: false })).toBe(String(plain));
    }
  });

  it('writes JSON in which unknown is left out and nothing is null', () => {
    const objects: unknown = JSON.parse(writeTable({ ...table, columns: ['identity', '__proto__', 'level'] }, 'json'));
    expect(objects).toHaveLength(4);
    expect(Object.keys((objects as object[])[1] ?? {})).toEqual(['identity', '__proto__']);
    expect((objects as { level: unknown }[])[2]?.level).toBeNull();
  });

  it('writes Markdown in which nothing becomes a link, HTML or another cell', () => {
    const lines = writeTable(table, 'markdown').split('\n');
    expect(lines).toHaveLength(6);
    expect(lines[2]).not.toContain('http://');
    expect(lines[3]).toContain('two<br>lines');
    expect(lines[5]).toContain(String.raw`&lt;b>\|x`);
    for (const line of lines) expect(line.replaceAll(String.raw`\|`, '').match(/\|/g)).toHaveLength(4);
  });
});
