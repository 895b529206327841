/** A guide with the traffic on its arrows as SVG, by Graphviz. */
import { instance } from '@viz-js/viz';
import { newDocument, svgText } from './svg.ts';
import type { Drawing, GraphArrow, GraphNode } from './drawing.ts';

type Graph = Extract<Drawing, { kind: 'graph' }>;

/** Characters of a line; labels are broken to be no wider. */
const titleWidth = 26;
const answerWidth = 20;
/** Lines of a label. */
const mostLines = 4;
/** Widths of an arrow that was taken once at least, and by most. */
const thinnest = 1;
const thickest = 9;

/** Kinds are told apart by shape. */
const shapes: Readonly<Record<GraphNode['kind'], Readonly<Record<string, string>>>> = {
  question: { shape: 'box', style: 'rounded' },
  step: { shape: 'box' },
  check: { shape: 'hexagon', margin: '0.02,0.06' },
  outcome: { shape: 'octagon' },
  solved: { shape: 'box', peripheries: '2' },
  'hand-over': { shape: 'octagon' },
  elsewhere: { shape: 'plaintext' },
};

const font = { fontname: 'Helvetica', fontsize: '11' };

/** Draws it top down. What was never taken is dashed. */
export async function drawGraph({ nodes, arrows }: Graph): Promise<string> {
  const graphviz = await instance();
  const most = Math.max(1, ...arrows.map(({ times }) => times));
  const names = new Map(nodes.map(({ ref }, index) => [ref, `n${index}`]));
  const svg = graphviz.renderString(
    {
      graphAttributes: { rankdir: 'TB', bgcolor: 'transparent', nodesep: 0.25, ranksep: 0.45, pad: 0.1 },
      nodeAttributes: font,
      edgeAttributes: { ...font, arrowsize: 0.7 },
      nodes: nodes.map((node, index) => ({ name: `n${index}`, attributes: { ...shapes[node.kind], label: nodeLabel(node), class: node.kind } })),
      edges: arrows.flatMap((arrow) => {
        const [tail, head] = [names.get(arrow.from), names.get(arrow.to)];
        return tail === undefined || head === undefined ? [] : [{ tail, head, attributes: arrowLook(arrow, most) }];
      }),
    },
    { format: 'svg' },
  );
  const document = newDocument();
  document.body.innerHTML = svg.slice(svg.indexOf('<svg'));
  return svgText(document.body);
}

function nodeLabel({ title, came, gaveUp, kind }: GraphNode): string {
  const counts = kind === 'elsewhere' ? [] : [gaveUp === 0 ? `${came} came` : `${came} came, ${gaveUp} gave up`];
  return literal([...broken(title, titleWidth), ...counts].join('\n'));
}

function arrowLook({ answer, times }: GraphArrow, most: number): Record<string, string | number> {
  const label = literal([...broken(answer, answerWidth), String(times)].join('\n'));
  if (times === 0) return { label, style: 'dashed', penwidth: thinnest, class: 'unused' };
  return { label, penwidth: thinnest + (thickest - thinnest) * (times / most), class: 'used' };
}

/** Graphviz reads backslashes and entities in labels. */
function literal(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

/** Lines of whole words. */
function broken(text: string, width: number): string[] {
  const lines = text.split(/\s+/).reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    return last === undefined || last.length + word.length >= width ? [...lines, word] : [...lines.slice(0, -1), `${last} ${word}`];
  }, []);
  return lines.length <= mostLines ? lines : [...lines.slice(0, mostLines - 1), `${lines[mostLines - 1]} …`];
}
