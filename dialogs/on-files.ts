/** Files that came: what was found in each is said, one after the other; their names are kept. */
import type { Finding } from '../diagnostics/finding.ts';
import { isAsking, keepAsking, keepContact } from './handover/ask.ts';
import { readContact } from './handover/contact.ts';
import { tellFiles } from './handover/keeps-files.ts';
import { openHandover } from './handover/status.ts';
import { handoverWords } from './handover/words.ts';
import { onFileWords } from './file-words.ts';
import { onFound } from './found.ts';
import type { Dropped } from './input.ts';
import { keptWords } from './kept-words.ts';
import { isOver } from './replay.ts';
import type { Button, Reply } from './reply.ts';
import { type Result, saying, showing } from './result.ts';
import { message } from './show.ts';
import { amend, resultOf, startOver, type Turn } from './turn.ts';
import { wording } from './wording.ts';

/** Names of files that a case keeps. */
const mostNames = 20;

/** Says what was found in each file, then what the words beside them ask for; a hand-over that is being asked about goes on. */
export function withFiles(before: Turn, files: readonly Dropped[], words?: Words): Result {
  if (files.length > 0 && isAsking(before.case)) return whileAsking(before, files, words?.text ?? '');
  const { turn, replies, isRead } = read(tellFiles(named(fitFor(before, files), files), files), files, words?.text);
  if (words !== undefined && !isRead) return after(words.answer(turn), replies);
  const told = words === undefined ? turn : withSymptom(turn, words.text);
  return replies.length === 0 ? showing(told) : { turn: told, replies };
}

/** Words beside the files may answer the question that is open; whether they do or not, it is asked until it is answered. */
function whileAsking(before: Turn, files: readonly Dropped[], words: string): Result {
  const found = read(named(before, files), files, undefined);
  const { offer } = before.case;
  if (offer?.kind === 'contact' && readContact(words) !== undefined) return after(keepContact(found.turn, words), found.replies);
  return keepAsking(before, { ...found, turn: withSymptom(found.turn, words) });
}

interface Read extends Result {
  /** Whether something in a file answers by itself. */
  readonly isRead: boolean;
}

function read(before: Turn, files: readonly Dropped[], words: string | undefined): Read {
  let turn = before;
  let isRead = false;
  const replies: Reply[] = [];
  for (const { name, finding } of files) {
    if (finding === undefined) continue;
    if (isForPerson(turn, finding)) {
      turn = withSymptom(turn, textOf(finding));
      continue;
    }
    const placed = onFileWords(words === undefined ? turn : withSymptom(turn, words), finding, name);
    const found = placed ?? onFound(turn, finding, name);
    isRead ||= placed !== undefined || finding.kind !== 'unknown';
    turn = stillAsking(turn, found.turn);
    replies.push(...found.replies);
  }
  const unread = files.filter((one) => one.finding === undefined);
  const inWords = files.some(({ finding }) => finding !== undefined && isForPerson(turn, finding)) ? [wording.fileForPerson] : [];
  const lines = [...unread.map((one) => one.problem ?? wording.fileUnread), ...inWords, ...keptLines(turn, files)];
  if (lines.length > 0) replies.push(...said(turn, unread, lines));
  return { turn, replies, isRead };
}

/** The next file finds the question that the first one found. */
function stillAsking(before: Turn, after: Turn): Turn {
  return isAsking(before.case) && after.case.handing !== undefined ? amend(after, { offer: before.case.offer }) : after;
}

/** Plain words for whoever gets the case: they lead nowhere else, and are no log that could not be read. */
function isForPerson(turn: Turn, { words }: Finding): boolean {
  return words !== undefined && (resultOf(turn.position) === 'hand-over' || isAsking(turn.case));
}

function textOf({ words = [] }: Finding): string {
  return words.map(({ text }) => text).join('\n');
}

/** The words beside the files, and what they ask for by themselves. */
interface Words {
  readonly text: string;
  readonly answer: (turn: Turn) => Result;
}

function after({ turn, replies }: Result, before: readonly Reply[]): Result {
  return { turn, replies: [...before, ...replies] };
}

/** A case that is solved is left when something new is read, and the files belong to the one that begins. */
function fitFor(turn: Turn, files: readonly Dropped[]): Turn {
  return resultOf(turn.position) === 'solved' && files.some((one) => one.finding !== undefined) ? startOver(turn) : turn;
}

/** "Here is the log" asks for nothing more, once the log was read; but it may tell the problem to whoever gets the case. */
function withSymptom(turn: Turn, text: string): Turn {
  return text === '' || turn.case.symptom !== undefined ? turn : amend(turn, { symptom: keptWords(text) });
}

function named(turn: Turn, files: readonly Dropped[]): Turn {
  return files.length === 0 ? turn : amend(turn, { files: [...new Set([...turn.case.files, ...files.map((one) => one.name)])].slice(-mostNames) });
}

/** Whether files are kept, once somebody else may want them; what must not be shared is nothing to send on. */
function keptLines(turn: Turn, files: readonly Dropped[]): string[] {
  const kept = files.filter((one) => one.kept !== undefined).length;
  const left = files.filter((one) => one.kept === undefined && one.finding?.isSecret !== true).length;
  const lines = kept > 0 ? [wording.filesKept(kept)] : [];
  if (left === 0) return lines;
  if (isAsking(turn.case) && turn.case.handing?.files !== false) return [...lines, wording.filesNotYet(left)];
  return isAsking(turn.case) || resultOf(turn.position) === 'hand-over' ? [...lines, wording.filesNotKept(left)] : lines;
}

/** What is said of files that nothing was found in: why, and what helps; and of all whether they are kept, where it matters. */
function said(turn: Turn, unread: readonly Dropped[], all: readonly string[]): readonly Reply[] {
  const lines = [...new Set(all)];
  const names = unread.map((one) => one.name);
  if (isAsking(turn.case)) return [message(turn, { lines, files: names, buttons: [] })];
  if (turn.position.kind === 'at' && !isOver(turn.position)) return showing(turn, { news: lines, files: names }).replies;
  return saying(turn, message(turn, { lines, files: names, buttons: waysOn(turn) })).replies;
}

function waysOn(turn: Turn): Button[] {
  const person = { do: 'person' } as const;
  if (openHandover(turn) !== undefined) return [{ label: handoverWords.showStatus, action: person }];
  const topics: Button = { label: wording.showTopics, action: { do: 'topics', from: 0 } };
  return resultOf(turn.position) === 'hand-over' ? [topics] : [topics, { label: wording.person, action: person }];
}
