/** What to show, as data: no card, no SDK type. Texts are plain or use `**bold**`; those marked "own" are people's and stay literal. */
import type { FindingTable, WayOut } from '../diagnostics/finding.ts';
import type { Audience } from './audience.ts';
import type { Action, Stamp } from './input.ts';

export interface Button {
  readonly label: string;
  /** own: what the label says in full, where it is cut. */
  readonly whole?: string | undefined;
  readonly action: Action;
}

export interface SourceView {
  readonly origin: 'article' | 'added';
  readonly document: string;
  readonly section: string;
  readonly url: string;
}

export interface TableView {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly sure: boolean }[];
  readonly note?: string | undefined;
  readonly link?: { readonly title: string; readonly url: string } | undefined;
  readonly sources: readonly SourceView[];
}

export interface CommandView {
  readonly purpose: string;
  /** One line of PowerShell, literal. */
  readonly line: string;
  readonly needs: string;
  readonly changes: string;
  readonly undo?: string | undefined;
  readonly undoLine?: string | undefined;
  readonly sure: boolean;
  readonly sources: readonly SourceView[];
}

export interface FieldView {
  readonly id: string;
  readonly label: string;
  readonly example: string;
  /** own */
  readonly value: string;
}

/** What every node's reply has. */
interface Shown {
  readonly stamp: Stamp;
  /** True when this shows again, changed, a card that is on the screen already: replace it where the channel can. */
  readonly again: boolean;
  readonly audience: Audience;
  /** own: whose case it is, as the agent calls it who may have several. */
  readonly caller?: string | undefined;
  /** The guide's title. */
  readonly guide: string;
  /** 1 for the first node of the walk. */
  readonly step: number;
  /** The words of the answer that led here, when one did. */
  readonly answered?: string | undefined;
  /** Sentences to say first: what was lost, that the words fitted nothing … */
  readonly news: readonly string[];
  /** own: the names of files that just came, said after the news. */
  readonly files: readonly string[];
  /** own: the words that led here, for "because you mentioned". */
  readonly because: readonly string[];
  readonly hint?: string | undefined;
  readonly note?: string | undefined;
  readonly sure: boolean;
  readonly tables: readonly TableView[];
  readonly commands: readonly CommandView[];
  /** Values the commands still can be filled with. */
  readonly fields: readonly FieldView[];
  readonly sources: readonly SourceView[];
  /** The answers as buttons: of a question, or of a step ("That fixed it" …). */
  readonly answers: readonly Button[];
  /** Back and Talk to a person, always in this order. */
  readonly navigation: readonly Button[];
}

export interface QuestionReply extends Shown {
  readonly kind: 'question';
  readonly ask: string;
}
export interface StepReply extends Shown {
  readonly kind: 'step';
  readonly title: string;
  /** For the audience: what to do; for an agent: what to say and look for. */
  readonly instructions: readonly string[];
  /** What the administrator does, shown folded to others. */
  readonly admin: readonly string[];
}
export interface CheckReply extends Shown {
  readonly kind: 'check';
  readonly title: string;
  readonly ask: string;
  /** What its field is for: a code, something pasted, or a name to look at. */
  readonly takes: 'code' | 'paste' | 'name';
  readonly submit: Button;
}
export interface SolvedReply extends Shown {
  readonly kind: 'solved';
  readonly title: string;
  readonly say?: string | undefined;
}
export interface HandedOverReply extends Shown {
  readonly kind: 'handed-over';
  readonly title: string;
  readonly say?: string | undefined;
  readonly contact: string;
  /** What the person tells their helpdesk on the telephone. */
  readonly code?: string | undefined;
  /** own: the case as plain text for a ticket. */
  readonly summary: string;
}
export interface WelcomeReply {
  readonly kind: 'welcome';
  readonly stamp: Stamp;
  readonly title: string;
  readonly lines: readonly string[];
  readonly buttons: readonly Button[];
}
/** A list to choose from: what triage found, or all guides. */
export interface ChooseReply {
  readonly kind: 'choose';
  readonly stamp: Stamp;
  readonly title: string;
  readonly lines: readonly string[];
  /** own */
  readonly because: readonly string[];
  readonly options: readonly (Button & { readonly about: string })[];
  readonly buttons: readonly Button[];
}
/** The way so far. */
export interface PathReply {
  readonly kind: 'path';
  readonly stamp: Stamp;
  readonly title: string;
  /** own, where an answer was typed. */
  readonly steps: readonly { readonly asked: string; readonly answered: string }[];
  readonly now: string;
  /** own: what was found in what was dropped in, for an agent. */
  readonly found?: readonly string[] | undefined;
  readonly buttons: readonly Button[];
}
/** A few sentences with buttons, and perhaps one field to type in. */
export interface MessageReply {
  readonly kind: 'message';
  readonly stamp: Stamp;
  readonly title?: string | undefined;
  readonly lines: readonly string[];
  /** own: what an agent says to the person. */
  readonly quote?: string | undefined;
  /** own: the names of files that just came. */
  readonly files?: readonly string[] | undefined;
  /** own: a longer text after the lines, such as what will be sent or what the helpdesk wrote. */
  readonly quoted?: string | undefined;
  readonly field?: { readonly id: string; readonly label: string } | undefined;
  readonly buttons: readonly Button[];
}

/** What was found in something that was dropped in, or by looking. Its texts may quote it, so they are all own. */
export interface FindingReply {
  readonly kind: 'finding';
  readonly stamp: Stamp;
  readonly title: string;
  /** own: the file's name. */
  readonly name?: string | undefined;
  readonly verdict: string;
  readonly causes: readonly { readonly says: string; readonly sure: boolean; readonly lines: readonly { readonly line: number; readonly text: string }[] }[];
  readonly conflicts: readonly { readonly setting: string; readonly value: string; readonly neutral: string; readonly policy?: string | undefined }[];
  readonly waysOut: readonly WayOut[];
  readonly tables: readonly FindingTable[];
  /** Whether the causes' lines are counted in a text, or steps of a look. */
  readonly counts: 'lines' | 'steps';
  readonly asText?: string | undefined;
  /** What would help to tell more. */
  readonly lacks: readonly string[];
  readonly buttons: readonly Button[];
}

/** own: a case for a ticket, in the three forms that ticket systems take. */
export interface TicketReply {
  readonly kind: 'ticket';
  readonly stamp: Stamp;
  readonly title: string;
  readonly plain: string;
  readonly markdown: string;
  readonly json: string;
  readonly buttons: readonly Button[];
}

export type NodeReply = QuestionReply | StepReply | CheckReply | SolvedReply | HandedOverReply;
export type Reply = NodeReply | WelcomeReply | ChooseReply | PathReply | MessageReply | FindingReply | TicketReply;
