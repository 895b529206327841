/** Files that came: what was found in each is said, one after the other; their names are kept. */
import { onFound } from './found.ts';
import type { Dropped } from './input.ts';
import { keepsFiles } from './handover/keeps-files.ts';
import { isOver } from './replay.ts';
import type { Reply } from './reply.ts';
import { type Result, saying, showing } from './result.ts';
import { message } from './show.ts';
import { amend, type Turn } from './turn.ts';
import { wording } from './wording.ts';

/** Names of files that a case keeps. */
const mostNames = 20;

/** Says what was found in each file, then what the words beside them ask for, where there are some. */
export function withFiles(before: Turn, files: readonly Dropped[], words?: (turn: Turn) => Result): Result {
  let turn = named(before, files);
  const replies: Reply[] = [];
  for (const { name, finding } of files) {
    if (finding === undefined) continue;
    const found = onFound(turn, finding, name);
    turn = found.turn;
    replies.push(...found.replies);
  }
  const unread = files.filter((one) => one.finding === undefined);
  if (unread.length > 0 || keepsFiles(before.case, before.position)) replies.push(...said(turn, files, unread));
  // "Here is the log" says nothing more, once the log was read.
  const rest = words === undefined || unread.length < files.length ? undefined : words(turn);
  if (rest !== undefined) return { turn: rest.turn, replies: [...replies, ...rest.replies] };
  return replies.length === 0 ? showing(turn) : { turn, replies };
}

function named(turn: Turn, files: readonly Dropped[]): Turn {
  return files.length === 0 ? turn : amend(turn, { files: [...new Set([...turn.case.files, ...files.map((one) => one.name)])].slice(-mostNames) });
}

/** What is said of files that nothing was found in: why, and what helps; and that they are kept, where they are. */
function said(turn: Turn, files: readonly Dropped[], unread: readonly Dropped[]): readonly Reply[] {
  const kept = keepsFiles(turn.case, turn.position) ? [wording.filesKept(files.length)] : [];
  const lines = [...new Set([...unread.map((one) => one.problem ?? wording.fileUnread), ...kept])];
  const names = unread.map((one) => one.name);
  if (turn.position.kind === 'at' && !isOver(turn.position)) return showing(turn, { news: lines, files: names }).replies;
  return saying(turn, message(turn, { lines, files: names, buttons: [{ label: wording.showTopics, action: { do: 'topics', from: 0 } }] })).replies;
}
