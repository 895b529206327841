/** The code that somebody tells their helpdesk, and what it is for. */
import { agentWording } from './agent/agent-wording.ts';
import { spelled } from './case-code.ts';
import { type Result, saying } from './result.ts';
import { message } from './show.ts';
import { type Turn, withCode } from './turn.ts';
import { wording } from './wording.ts';

/** Shows it; makes it when it is first asked for. */
export function showCode(before: Turn): Result {
  const turn = withCode(before);
  const { code } = turn.case;
  const lines = code === undefined ? [agentWording.codeNone] : [agentWording.codeTell(spelled(code)), ...agentWording.codeLines];
  return saying(turn, message(turn, { title: agentWording.codeTitle, lines, buttons: [{ label: wording.continue, action: { do: 'stay' } }] }));
}
