/** Rich cells as plain elements, of the same kind and number of parts as the roster's: switches, lamps, bars, glyphs. */
import type { BenchColumn } from '../bench-columns.ts';

export const richStyles = `
.rich{display:inline-flex;align-items:center;gap:4px}
.rich-dot{width:8px;height:8px;border-radius:50%;background:#5a9}
.rich-switch{width:22px;height:12px;border-radius:6px;background:#445;position:relative;border:0;padding:0}
.rich-switch i{position:absolute;left:2px;top:2px;width:8px;height:8px;border-radius:50%;background:#abc}
.rich-switch[aria-checked=true]{background:#2a6}.rich-switch[aria-checked=true] i{left:12px}
.rich-bar{width:3px;height:10px;background:#334}.rich-bar.on{background:#3c8}
.rich-muted{opacity:.4}
`;

/** The inner markup of a cell; text is set apart, and never as markup. */
export function fillRichCell(element: HTMLElement, look: BenchColumn['look'], value: string): void {
  switch (look) {
    case 'right': {
      const known = element.querySelector('button') ?? addSwitch(element);
      known.setAttribute('aria-checked', String(value === 'can' || value === 'all'));
      known.title = value;
      return;
    }
    case 'track':
    case 'lamp': {
      const glyph = element.querySelector('svg') ?? addGlyph(element);
      glyph.setAttribute('class', value === 'muted' ? 'rich-muted' : '');
      glyph.style.display = value === '' ? 'none' : '';
      return;
    }
    case 'bars': {
      if (element.childElementCount === 0) for (let bar = 0; bar < 4; bar++) add(element, 'span', 'rich-bar');
      [...element.children].forEach((bar, index) => bar.classList.toggle('on', index < Number(value)));
      return;
    }
    case 'dot': {
      if (element.childElementCount === 0) {
        add(element, 'span', 'rich-dot');
        add(element, 'bdi', '');
      }
      const words = element.lastElementChild;
      if (words && words.textContent !== value) words.textContent = value;
      return;
    }
    case 'age':
    case 'text':
      if (element.textContent !== value) element.textContent = value;
      return;
    default:
      look satisfies never;
  }
}

function add(parent: HTMLElement, tag: string, className: string): HTMLElement {
  const element = document.createElement(tag);
  element.className = className;
  parent.append(element);
  return element;
}

function addSwitch(parent: HTMLElement): HTMLButtonElement {
  const element = add(parent, 'button', 'rich-switch') as HTMLButtonElement;
  element.setAttribute('role', 'switch');
  element.tabIndex = -1;
  add(element, 'i', '');
  return element;
}

function addGlyph(parent: HTMLElement): SVGSVGElement {
  const glyph = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  glyph.setAttribute('viewBox', '0 0 24 24');
  glyph.setAttribute('width', '14');
  glyph.setAttribute('height', '14');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', 'M12 3v10M8 10a4 4 0 0 0 8 0M12 17v4');
  path.setAttribute('stroke', 'currentColor');
  path.setAttribute('fill', 'none');
  glyph.append(path);
  parent.append(glyph);
  return glyph;
}
