/** What is to be drawn, as data that goes to the drawing thread. */
import type { Node } from '../../../knowledge/schema.ts';

export interface Bar {
  /** What the bar stands for: a day, a guide. */
  readonly name: string;
  /** Which of the small charts it stands in. */
  readonly part: string;
  readonly count: number;
}

export interface GraphNode {
  readonly ref: string;
  readonly kind: Node['kind'] | 'solved' | 'hand-over' | 'elsewhere';
  readonly title: string;
  /** People who came, and who gave up there. */
  readonly came: number;
  readonly gaveUp: number;
}

export interface GraphArrow {
  readonly from: string;
  readonly to: string;
  readonly answer: string;
  readonly times: number;
}

export type Drawing =
  /** Small columns side by side along time, one chart below the other. */
  | { readonly kind: 'columns'; readonly label: string; readonly unit: 'day' | 'week'; readonly parts: readonly string[]; readonly bars: readonly Bar[] }
  /** Bars below each other, one chart beside the other. */
  | { readonly kind: 'bars'; readonly label: string; readonly parts: readonly string[]; readonly bars: readonly Bar[] }
  | { readonly kind: 'graph'; readonly label: string; readonly nodes: readonly GraphNode[]; readonly arrows: readonly GraphArrow[] };

export interface ToDrawer {
  readonly id: number;
  readonly drawing: Drawing;
}

/** The drawing as SVG, or why there is none. */
export type FromDrawer = { readonly id: number; readonly svg: string } | { readonly id: number; readonly fault: string };
