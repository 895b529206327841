/** What the drawing libraries make, as SVG that may stand in a page with a strict policy. */
import { parseHTML } from 'linkedom';

export function newDocument(): Document {
  return parseHTML('<!doctype html><html><body></body></html>').document;
}

/** Takes styles, titles and notes away: the page's own style sheet is the only one, and the label says what it is. */
export function svgText(drawn: Element, label: string): string {
  const svg = drawn.localName === 'svg' ? drawn : drawn.querySelector('svg');
  if (svg === null) throw new Error('The library drew no SVG.');
  for (const one of svg.querySelectorAll('style, title, script')) one.remove();
  for (const one of [svg, ...svg.querySelectorAll('*')]) one.removeAttribute('style');
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  return svg.outerHTML.replaceAll(/<!--[^]*?-->/g, '');
}
