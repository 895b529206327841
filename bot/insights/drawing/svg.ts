/** What the drawing libraries make, as SVG that may stand in a page with a strict policy. */
import { parseHTML } from 'linkedom';

export function newDocument(): Document {
  return parseHTML('<!doctype html><html><body></body></html>').document;
}

/**
 * Takes styles, titles and notes away: the page's own style sheet is the only one. What it is called stands on the page
 * around it, because this document writes attributes as they are.
 */
export function svgText(drawn: Element): string {
  const svg = drawn.localName === 'svg' ? drawn : drawn.querySelector('svg');
  if (svg === null) throw new Error('The library drew no SVG.');
  for (const one of svg.querySelectorAll('style, title, script')) one.remove();
  for (const one of [svg, ...svg.querySelectorAll('*')]) one.removeAttribute('style');
  svg.setAttribute('aria-hidden', 'true');
  return svg.outerHTML.replaceAll(/<!--[^]*?-->/g, '');
}
