/** Files that came: what was found in each is said, one after the other; their names are kept. */
import { tellFiles } from './handover/keeps-files.ts';
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

/** Says what was found in each file, then what the words beside them ask for, where there are some. */
export function withFiles(before: Turn, files: readonly Dropped[], words?: Words): Result {
  let turn = tellFiles(named(fitFor(before, files), files), files);
  let isRead = false;
  const replies: Reply[] = [];
  for (const { name, finding } of files) {
    if (finding === undefined) continue;
    const placed = onFileWords(words === undefined ? turn : withSymptom(turn, words.text), finding, name);
    const found = placed ?? onFound(turn, finding, name);
    isRead ||= placed !== undefined || finding.kind !== 'unknown';
    turn = found.turn;
    replies.push(...found.replies);
  }
  const unread = files.filter((one) => one.finding === undefined);
  const kept = files.filter((one) => one.kept !== undefined).length;
  if (unread.length > 0 || kept > 0) replies.push(...said(turn, unread, kept));
  if (words !== undefined && !isRead) return after(words.answer(turn), replies);
  if (words !== undefined) turn = withSymptom(turn, words.text);
  return replies.length === 0 ? showing(turn) : { turn, replies };
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

/** What is said of files that nothing was found in: why, and what helps; and that files are kept, where they are. */
function said(turn: Turn, unread: readonly Dropped[], kept: number): readonly Reply[] {
  const lines = [...new Set([...unread.map((one) => one.problem ?? wording.fileUnread), ...(kept > 0 ? [wording.filesKept(kept)] : [])])];
  const names = unread.map((one) => one.name);
  if (turn.position.kind === 'at' && !isOver(turn.position)) return showing(turn, { news: lines, files: names }).replies;
  const person: Button[] = resultOf(turn.position) === 'hand-over' ? [] : [{ label: wording.person, action: { do: 'person' } }];
  return saying(turn, message(turn, { lines, files: names, buttons: [{ label: wording.showTopics, action: { do: 'topics', from: 0 } }, ...person] })).replies;
}
