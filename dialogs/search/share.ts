/** A find as data to show to anybody: it belongs to no case, so nothing on it can be answered. */
import { findPlace } from '../../knowledge/library.ts';
import { factId } from '../../knowledge/schema.ts';
import { newCase } from '../case.ts';
import type { Desk } from '../desk.ts';
import { nodeTitle } from '../labels.ts';
import type { CommandView, NodeReply, SourceView } from '../reply.ts';
import { showNode } from '../show-node.ts';
import { viewCommand, viewSources } from '../views.ts';
import type { Find } from './finds.ts';

export type Shared =
  /** `first` is what its first step is called. */
  | { readonly kind: 'guide'; readonly title: string; readonly about: string; readonly first: string; readonly sources: readonly SourceView[] }
  /** Without what belongs to somebody's walk; `choices` are the answers, to read. */
  | { readonly kind: 'node'; readonly reply: NodeReply; readonly choices: readonly string[] }
  | {
      readonly kind: 'code';
      readonly code: string;
      readonly meaning: string;
      readonly cause: string;
      readonly sure: boolean;
      readonly sources: readonly SourceView[];
    }
  | { readonly kind: 'command'; readonly cmdlet: string; readonly command: CommandView }
  | SharedCase;

/** Somebody's case, to read: what was tried and found in it. `now` is the step it stands at. */
export interface SharedCase {
  readonly kind: 'case';
  readonly title: string;
  readonly now: string;
  /** own */
  readonly problem?: string | undefined;
  /** own */
  readonly tried: readonly string[];
  readonly found: readonly string[];
}

/** What a find shows; `undefined` when the knowledge has changed meanwhile. */
export function shareOf({ library, contact }: Desk, { kind, id }: Find): Shared | undefined {
  const { book } = library;
  switch (kind) {
    case 'guide':
      return shareGuide({ library, contact }, id);
    case 'step':
      return shareNode({ library, contact }, id);
    case 'code': {
      const known = book.codes.get(id);
      if (known === undefined) return undefined;
      const { meaning, cause, certainty, source } = known;
      return { kind, code: id, meaning, cause: book.causes.get(cause) ?? '', sure: certainty === 'documented', sources: viewSources(source, book) };
    }
    case 'command': {
      const cmdlet = book.commands.get(id)?.cmdlet;
      const [command] = cmdlet === undefined ? [] : viewCommand({ use: factId.parse(id), with: {} }, book, {});
      return cmdlet === undefined || command === undefined ? undefined : { kind, cmdlet, command };
    }
  }
}

type Known = Pick<Desk, 'library' | 'contact'>;

function shareGuide({ library }: Known, id: string): Shared | undefined {
  const guide = [...library.guides.values()].find((one) => one.id === id);
  const place = guide && findPlace(library, `${guide.id}/${guide.start}`);
  if (guide === undefined || place === undefined) return undefined;
  const { title, about } = guide;
  return { kind: 'guide', title, about, first: nodeTitle(place.node), sources: viewSources(place.node.source, library.book) };
}

function shareNode(desk: Known, ref: string): Shared | undefined {
  const place = findPlace(desk.library, ref);
  if (place === undefined) return undefined;
  const reply = showNode(desk, newCase('-', 0), place);
  const choices = reply.kind === 'question' ? reply.answers.map(({ label }) => label) : [];
  return { kind: 'node', reply: { ...reply, answers: [], navigation: [], fields: [] }, choices };
}
