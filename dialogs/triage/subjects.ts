/** What a text can be about: each guide and each topic out of scope, with what people write for it. */
import type { Facts } from '../../knowledge/fact-schema.ts';
import { exitsOf, resolveTarget } from '../../knowledge/library.ts';
import { type Guide, type GuideId, guideId, type Node, type NodeId, nodeId } from '../../knowledge/schema.ts';
import type { Lexicon } from './lexicon.ts';
import type { Meaning } from './trie.ts';

export interface Knowledge {
  readonly guides: ReadonlyMap<GuideId, Guide>;
  readonly facts: readonly Facts[];
}

/** One text that people write, or one thing that leads to a guide. */
export interface Example {
  readonly meanings: readonly Meaning[];
  /** The node it leads to. */
  readonly node?: NodeId | undefined;
  /** 1 for what somebody writes, less for texts that only mention things. */
  readonly weight: number;
}

interface GuideSubject {
  readonly kind: 'guide';
  readonly guide: GuideId;
  readonly start: NodeId;
  readonly examples: readonly Example[];
}

interface TopicSubject {
  readonly kind: 'topic';
  readonly name: string;
  readonly examples: readonly Example[];
}

export type Subject = GuideSubject | TopicSubject;

/** A text before the lexicon has read it. */
interface Draft {
  readonly text: string;
  readonly node?: NodeId | undefined;
  readonly weight: number;
}

/** Gathers the subjects of all guides and facts. The lexicon learns their words on the way. */
export function gatherSubjects({ guides, facts }: Knowledge, lexicon: Lexicon): Subject[] {
  const topics = facts.flatMap((one) => (one.kind === 'out-of-scope' ? Object.values(one.topics) : []));
  const guideDrafts = [...guides.values()].map((guide) => ({ guide, drafts: [...symptomDrafts(guide), ...commandDrafts(guide, facts)] }));
  const topicDrafts = topics.map(({ name, words }) => ({ name, drafts: [...words, name].map((text) => ({ text, weight: 1 })) }));
  const causes = causeExamples(guides, lexicon);
  return [
    ...guideDrafts.map(({ guide, drafts }): GuideSubject => {
      const examples = [...drafts.map((draft) => asExample(draft, lexicon)), ...(causes.get(guide.id) ?? [])];
      return { kind: 'guide', guide: guide.id, start: guide.start, examples };
    }),
    ...topicDrafts.map(({ name, drafts }): TopicSubject => ({ kind: 'topic', name, examples: drafts.map((draft) => asExample(draft, lexicon)) })),
  ];
}

function asExample({ text, node, weight }: Draft, lexicon: Lexicon): Example {
  return { meanings: lexicon.learn(text), node, weight };
}

function symptomDrafts(guide: Guide): Draft[] {
  const symptoms = guide.symptoms.flatMap(({ at, words }) => words.map((text) => ({ text, node: at, weight: 1 })));
  return [...symptoms, ...[guide.title, guide.label, guide.about].map((text) => ({ text, weight: 1 }))];
}

/** Names in commands say less than symptoms: one command may serve several guides. */
const commandWeight = 0.5;

/** The commands that a guide's nodes give lead to the guide. */
function commandDrafts(guide: Guide, facts: readonly Facts[]): Draft[] {
  const commands = new Map(facts.flatMap((one) => (one.kind === 'commands' ? Object.entries(one.commands) : [])));
  const used = new Set(Object.values(guide.nodes).flatMap((node) => node.commands.map((command) => String(command.use))));
  return [...used].flatMap((id) => {
    const command = commands.get(id);
    if (command === undefined) return [];
    const names = command.parameters.flatMap((one) => ('name' in one ? [one.name] : []));
    return [{ text: [command.cmdlet, ...names].join(' '), weight: commandWeight }];
  });
}

/** The causes that a check can find lead where its arrows point, also into another guide. */
function causeExamples(guides: ReadonlyMap<GuideId, Guide>, lexicon: Lexicon): Map<GuideId, Example[]> {
  const found = new Map<GuideId, Example[]>();
  for (const guide of guides.values()) {
    const checks = Object.values(guide.nodes).filter((node: Node) => node.kind === 'check');
    for (const { id, target } of checks.flatMap(exitsOf)) {
      const [owner = '', node = ''] = resolveTarget(guide.id, target).split('/');
      if (id === 'unknown' || !lexicon.hasCode(id) || !guides.has(guideId.parse(owner))) continue;
      const known = found.get(guideId.parse(owner)) ?? [];
      known.push({ meanings: lexicon.causeMeanings(id), node: nodeId.parse(node), weight: 1 });
      found.set(guideId.parse(owner), known);
    }
  }
  return found;
}
