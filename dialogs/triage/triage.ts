/* Placeholder until the real triage is written here (its author overwrites this file). */
import type { Guide, GuideId, NodeId } from '../../knowledge/schema.ts';
export interface Candidate {
  guide: GuideId;
  node: NodeId;
  score: number;
  because: string[];
}
export type Verdict = { verdict: 'match' | 'choose'; guides: Candidate[] } | { verdict: 'out-of-scope'; topic?: string; guides: [] };
export function buildTriage(library: { guides: ReadonlyMap<GuideId, Guide>; facts: readonly unknown[] }): (text: string) => Verdict {
  return (text) => {
    for (const g of library.guides.values())
      for (const s of g.symptoms)
        for (const w of s.words)
          if (text.toLowerCase().includes(w.toLowerCase()))
            return { verdict: 'match', guides: [{ guide: g.id, node: s.at ?? g.start, score: 1, because: [w] }] };
    return { verdict: 'out-of-scope', guides: [] };
  };
}
