/** What people write for each guide and each topic out of scope, gathered from guides and facts. */
import type { Facts } from '../../knowledge/fact-schema.ts';
import type { Guide, GuideId, Node, NodeId } from '../../knowledge/schema.ts';

/** A place a text can lead to. */
export type Target =
  | { readonly kind: 'guide'; readonly guide: GuideId; readonly node: NodeId }
  | { readonly kind: 'topic'; readonly topic: string };

export interface Example {
  readonly text: string;
  readonly target: Target;
  /** 1 for what somebody wrote down as a symptom, less for texts that only mention things. */
  readonly weight: number;
}
