/** What an agent notes down, and what is said for the ticket. */
import type { Note, OwnCase } from '../case.ts';
import { spelled } from '../case-code.ts';
import type { Action } from '../input.ts';
import { type Result, saying } from '../result.ts';
import { message } from '../show.ts';
import { amend, type Turn, withEffect } from '../turn.ts';
import { agentWording } from './agent-wording.ts';
import { ticketReply } from './ticket.ts';
import { changeShared, stateOf, withWork, workOf } from './work.ts';

/** Notes of a case, and characters of one. */
const mostNotes = 40;
const longestNote = 1000;

/** Asks for a note. */
export function askNote(turn: Turn, about: string): Result {
  const buttons = [{ label: agentWording.noteSave, action: { do: 'note' as const } satisfies Action }];
  const asking = message(turn, { title: agentWording.addNote, lines: [], field: { id: 'note', label: agentWording.noteAsk }, buttons });
  return { turn, replies: [{ ...asking, stamp: { ...asking.stamp, case: about } }] };
}

/** Keeps a note with the agent's own case, or beside one that is shared: the person does not read it. */
export function keepNote(turn: Turn, about: string, typed: string): Result {
  const text = typed.trim().slice(0, longestNote);
  const { helping, parked } = workOf(turn);
  const shared = helping.find((one) => one.case === about);
  const own = parked.find((one) => one.id === about) ?? turn.case;
  const name = shared === undefined ? own.caller : spelled(shared.code);
  const notes = shared?.notes ?? own.notes ?? [];
  if (text === '') return said(turn, agentWording.noteEmpty);
  if (notes.length >= mostNotes) return said(turn, agentWording.notesFull);
  const note: Note = { text, step: shared?.step ?? stateOf(turn, own).step, at: turn.moment.now };
  const all = isTwice(notes, note) ? notes : [...notes, note];
  return said(withNotes(turn, shared?.conversation, own, all), name === undefined ? agentWording.notedOwn : agentWording.noted(name));
}

function withNotes(turn: Turn, conversation: string | undefined, own: OwnCase, notes: Note[]): Turn {
  if (conversation !== undefined) return changeShared(turn, conversation, { notes });
  if (own === turn.case) return amend(turn, { notes });
  return withWork(turn, { parked: workOf(turn).parked.map((one) => (one.id === own.id ? { ...one, notes } : one)) });
}

/** A button that was tapped twice. */
function isTwice(notes: readonly Note[], { text, at }: Note): boolean {
  const last = notes.at(-1);
  return last?.text === text && at - last.at < 10_000;
}

/** The offer stays: a note is taken beside whatever the agent was asked. */
function said(turn: Turn, words: string): Result {
  return { turn, replies: [message(turn, { lines: [words], buttons: [] })] };
}

/** The notes for the ticket: of the agent's own case at once, of a shared one as soon as it was asked for. */
export function giveTicket(turn: Turn, about: string): Result {
  const shared = workOf(turn).helping.find((one) => one.case === about);
  if (shared !== undefined)
    return { turn: withEffect(turn, { kind: 'help', to: shared.conversation, does: { kind: 'copy', purpose: 'ticket' } }), replies: [] };
  const { agent: _, ...own } = turn.case;
  return saying(turn, ticketReply(turn, own, { label: agentWording.close, action: { do: 'start-over' } }));
}
