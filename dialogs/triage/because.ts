/** Which of the person's own words decided for a guide. */
import type { EvidenceModel } from './evidence.ts';
import type { Mention } from './reader.ts';

const mostWords = 3;
/** A word is named when it says at least so much, and this much of what the strongest says. */
const leastWeight = 0.7;
const leastPart = 0.4;

/** Up to three words, expressions or codes as they were typed, in the order of the text. */
export function becauseOf(evidence: EvidenceModel, subject: number, mentions: readonly Mention[]): string[] {
  const weights = new Map<string, { typed: string; weight: number }>();
  for (const { meanings, typed } of mentions) {
    const weight = evidence.weightOf(subject, meanings);
    const key = typed.toLowerCase();
    weights.set(key, { typed: weights.get(key)?.typed ?? typed, weight: Math.max(weight, weights.get(key)?.weight ?? 0) });
  }
  const strongest = [...weights.values()].sort((one, other) => other.weight - one.weight).slice(0, mostWords);
  const bar = Math.max(leastWeight, (strongest[0]?.weight ?? 0) * leastPart);
  const named = new Set(strongest.filter((one) => one.weight >= bar).map((one) => one.typed));
  return [...weights.values()].map((one) => one.typed).filter((typed) => named.has(typed));
}
