/** Charts as SVG, by Observable Plot, which needs a document to draw into. */
import * as Plot from '@observablehq/plot';
import { newDocument, svgText } from './svg.ts';
import type { Drawing } from './drawing.ts';

type Chart = Extract<Drawing, { kind: 'columns' | 'bars' }>;

/** Widths in pixels: columns stand beside their table, bars above it. */
const widths = { columns: 600, bars: 960 } as const;

/** A chart told apart by place, not by colour: one small chart for each part, all to one scale. */
export function drawChart(chart: Chart): string {
  const document = newDocument();
  const options = chart.kind === 'columns' ? columnsOf(chart) : barsOf(chart);
  const drawn = Plot.plot({ ...options, width: widths[chart.kind], document });
  return svgText(drawn);
}

function columnsOf({ bars, parts, unit }: Extract<Chart, { kind: 'columns' }>): Plot.PlotOptions {
  const rows = bars.map(({ name, part, count }) => ({ day: new Date(name), part, count }));
  const most = Math.max(4, ...rows.map(({ count }) => count));
  return {
    height: 90 * parts.length + 40,
    marginLeft: 44,
    marginRight: 100,
    x: { type: 'utc', label: null },
    y: { grid: true, label: null, domain: [0, most], ticks: 3, tickFormat: 'd' },
    fy: { domain: parts, label: null, padding: 0.25 },
    marks: [
      Plot.rectY(rows, { x: 'day', interval: unit === 'day' ? 'day' : 'monday', y: 'count', fy: 'part', insetLeft: 0.5, insetRight: 0.5 }),
      Plot.ruleY([0]),
    ],
  };
}

/** Characters of a name that are shown, and the width of one in pixels. */
const longestName = 44;
const letter = 6.6;

function barsOf({ bars: given, parts }: Extract<Chart, { kind: 'bars' }>): Plot.PlotOptions {
  const bars = given.map((bar) => ({ ...bar, name: bar.name.length > longestName ? `${bar.name.slice(0, longestName - 1)}…` : bar.name }));
  const names = [...new Set(bars.map(({ name }) => name))];
  const most = Math.max(4, ...bars.map(({ count }) => count));
  return {
    height: 26 * names.length + 40,
    marginLeft: 16 + letter * Math.max(0, ...names.map((name) => name.length)),
    marginRight: 30,
    x: { axis: null, domain: [0, most * 1.25] },
    y: { domain: names, label: null, tickSize: 0 },
    fx: { domain: parts, label: null },
    marks: [
      Plot.barX(bars, { x: 'count', y: 'name', fx: 'part', insetTop: 2, insetBottom: 2 }),
      Plot.text(bars, { x: 'count', y: 'name', fx: 'part', text: ({ count }) => String(count), textAnchor: 'start', dx: 4 }),
      Plot.ruleX([0]),
    ],
  };
}
