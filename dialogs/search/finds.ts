/** What can be found by its words and sent to somebody: guides, their steps, error codes and commands. */
import type { Library, LoadedGuide, NodeRef } from '../../knowledge/library.ts';
import type { Node } from '../../knowledge/schema.ts';
import { nodeTitle } from '../labels.ts';
import { wording } from '../wording.ts';

export interface Find {
  readonly kind: 'guide' | 'step' | 'code' | 'command';
  /** A guide's id, a node's full name, a code, a command's id. */
  readonly id: string;
  readonly title: string;
  /** What it is, in one line. */
  readonly about: string;
}

/** Words that a find is found by; the weightier, the surer they mean it. */
export interface Phrase {
  readonly text: string;
  readonly weight: number;
}

const weights = { name: 8, title: 6, said: 4, near: 2, inside: 1 } as const;

/** Everything that can be found with its words, in the order of the guides. */
export function gatherFinds({ guides, book }: Library): (readonly [Find, readonly Phrase[]])[] {
  return [
    ...[...guides.values()].flatMap((guide) => [guideFind(guide), ...stepFinds(guide)]),
    ...[...book.codes].map(([code, { meaning, cause, certainty }]) =>
      entry({ kind: 'code', id: code, title: code, about: certainty === 'documented' ? meaning : `${meaning} ${wording.uncertain}` }, [
        { text: code, weight: weights.name },
        { text: meaning, weight: weights.said },
        { text: book.causes.get(cause) ?? '', weight: weights.near },
      ]),
    ),
    ...[...book.commands].map(([id, { cmdlet, purpose }]) =>
      entry({ kind: 'command', id, title: cmdlet, about: purpose }, [
        { text: cmdlet, weight: weights.name },
        { text: purpose, weight: weights.said },
      ]),
    ),
  ];
}

function entry(find: Find, phrases: readonly Phrase[]): readonly [Find, readonly Phrase[]] {
  return [find, phrases];
}

function guideFind({ id, title, about, label, symptoms }: LoadedGuide): readonly [Find, readonly Phrase[]] {
  return entry({ kind: 'guide', id, title, about }, [
    { text: title, weight: weights.title },
    { text: label, weight: weights.title },
    { text: about, weight: weights.near },
    ...symptoms.flatMap(({ words }) => words.map((text) => ({ text, weight: weights.said }))),
  ]);
}

/** The ends of a guide say nothing to anybody who has not walked it. */
function stepFinds(guide: LoadedGuide): (readonly [Find, readonly Phrase[]])[] {
  return Object.entries(guide.nodes).flatMap(([nodeId, node]) => {
    if (node.kind === 'outcome') return [];
    const ref: NodeRef = `${guide.id}/${nodeId}`;
    const said = guide.symptoms.filter(({ at }) => at === nodeId).flatMap(({ words }) => words);
    return [
      entry({ kind: 'step', id: ref, title: nodeTitle(node), about: wording.stepOf(guide.title) }, [
        { text: nodeTitle(node), weight: weights.title },
        { text: guide.title, weight: weights.inside },
        ...said.map((text) => ({ text, weight: weights.said })),
        ...insideOf(node).map((text) => ({ text, weight: weights.inside })),
      ]),
    ];
  });
}

function insideOf(node: Node): readonly string[] {
  switch (node.kind) {
    case 'question':
      return node.answers.map(({ label }) => label);
    case 'step':
      return [...node.instructions.user, ...(node.instructions.admin ?? [])];
    case 'check':
      return [node.ask.user];
    case 'outcome':
      return [];
  }
}
