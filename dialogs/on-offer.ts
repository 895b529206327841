/** A typed answer to what the bot last offered: a number, yes or no, or the comment it asked for. */
import type { PhraseKind } from '../knowledge/fact-schema.ts';
import { act } from './act.ts';
import type { Offer } from './case.ts';
import type { Action } from './input.ts';
import { plainWords } from './phrases.ts';
import { keepComment } from './keep-comment.ts';
import type { Result } from './result.ts';
import type { Turn } from './turn.ts';
import { wording } from './wording.ts';

/** What the text means to the open offer; `undefined` when it means nothing to it. */
export function onOffer(turn: Turn, text: string, phrase: PhraseKind | undefined): Result | undefined {
  const { offer } = turn.case;
  if (offer === undefined) return undefined;
  if (offer.kind === 'comment') return phrase === undefined && !/^\d{1,2}$/.test(text) ? keepComment(turn, text) : undefined;
  const options = optionsOf(turn, offer);
  const picked = options[pick(text, phrase, options)];
  return picked === undefined ? undefined : act(turn, picked.action);
}

interface Option {
  readonly label: string;
  readonly action: Action;
}

function optionsOf(turn: Turn, offer: Exclude<Offer, { kind: 'comment' }>): Option[] {
  switch (offer.kind) {
    case 'choose':
      return [
        ...offer.nodes.map((to) => ({ label: guideLabel(turn, to), action: { do: 'go' as const, to } })),
        { label: wording.noneOfThese, action: { do: 'none-of-these' } },
      ];
    case 'switch':
      return [
        { label: wording.switchGo, action: { do: 'go', to: offer.node } },
        { label: wording.stay, action: { do: 'stay' } },
      ];
    case 'return':
      return [
        { label: wording.goBackThere, action: { do: 'return', to: offer.node, visit: offer.visit } },
        { label: wording.stay, action: { do: 'stay' } },
      ];
    case 'resume':
      return [
        { label: wording.continue, action: { do: 'stay' } },
        { label: wording.startOver, action: { do: 'start-over' } },
      ];
  }
}

function guideLabel(turn: Turn, ref: string): string {
  const guide = [...turn.desk.library.guides.values()].find((one) => ref.startsWith(`${one.id}/`));
  return guide?.label ?? ref;
}

function pick(text: string, phrase: PhraseKind | undefined, options: readonly Option[]): number {
  const number = /^\W{0,3}(\d{1,2})\W{0,3}$/.exec(text)?.[1];
  if (number !== undefined) return Number(number) - 1;
  if (phrase === 'yes' || phrase === 'continue') return options.length === 2 ? 0 : -1;
  if (phrase === 'no') return options.length - 1;
  const said = plainWords(text);
  return options.findIndex((option) => plainWords(option.label) === said);
}
