/** A case that an agent shares, on the side of the person whose case it is. */
import type { Action, Input } from '../input.ts';
import type { Button } from '../reply.ts';
import type { Result } from '../result.ts';
import { showing } from '../result.ts';
import { message } from '../show.ts';
import { stopSharingButton } from '../show-node.ts';
import { amend, type Turn, withEffect } from '../turn.ts';
import { agentWording } from '../agent/agent-wording.ts';
import { wording } from '../wording.ts';
import { mayHelperTap } from './may-tap.ts';

type Came = Extract<Input, { kind: 'helper-came' }>;
type Helped = Extract<Input, { kind: 'helped' }>;
type Own = Extract<Input, { kind: 'tap' | 'text' }>;

/** Milliseconds after which an agent who does nothing has let go: nobody should be watched by a tab left open. */
const helperLasts = 4 * 60 * 60 * 1000;

/** Lets an agent in who tells the code of this very case; one at a time. */
export function onHelperCame(turn: Turn, { by, agent, code }: Came): Result {
  const { code: own, helper } = turn.case;
  const refuse = (because: 'unknown' | 'taken'): Result => ({
    turn: withEffect(turn, { kind: 'share', to: by, news: { kind: 'refused', because } }),
    replies: [],
  });
  if (own === undefined || own !== code) return refuse('unknown');
  if (helper !== undefined && helper.by !== by) return refuse('taken');
  return showing(amend(turn, { helper: { by, agent, at: turn.moment.now } }), { news: [agentWording.helping] });
}

/** Does what the agent does, as far as they still share this case; `take` decides what the person themselves could do. */
export function onHelped(turn: Turn, { by, does }: Helped, take: (turn: Turn, input: Own) => Result): Result {
  const { helper } = turn.case;
  if (helper?.by !== by) return { turn: withEffect(turn, { kind: 'share', to: by, news: { kind: 'ended' } }), replies: [] };
  const active = amend(turn, { helper: { ...helper, at: turn.moment.now } });
  switch (does.kind) {
    case 'tap':
      return mayHelperTap(does.action) ? withoutOwn(active, (turn) => take(turn, does)) : { turn: active, replies: [] };
    case 'text':
      return withoutOwn(active, (turn) => take(turn, does));
    case 'told':
      return {
        turn: active,
        replies: [
          message(active, { title: agentWording.helperSaysTitle, lines: [agentWording.helperReads], quote: does.text, buttons: [onward, stopSharingButton] }),
        ],
      };
    case 'left':
      return part(active, agentWording.helperLeft);
    case 'copy': {
      const { agent: _, helper: __, owner: ___, offer: ____, handing: _____, handovers: ______, ...copied } = turn.case;
      const given = withEffect(active, { kind: 'share', to: by, news: { kind: 'copy', purpose: does.purpose, case: copied } });
      return does.purpose === 'ticket' ? { turn: given, replies: [] } : part(given, agentWording.helperAlone);
    }
  }
}

/**
 * What an agent does cannot mean what the person alone was asked: a button that agents may not tap, a comment, words to the
 * helpdesk. How to be reached is asked of nobody else, and not shown to anybody else before it is sent.
 */
function withoutOwn(turn: Turn, take: (turn: Turn) => Result): Result {
  const { handing, offer, ...rest } = turn.case;
  const shared = offer?.kind === 'buttons' ? { offer: { ...offer, buttons: offer.buttons.map(harmless) } } : {};
  const result = take({ ...turn, case: { ...rest, ...shared } });
  if (result.turn.case.handing !== undefined) return { turn, replies: [message(turn, { lines: [agentWording.personAlone], buttons: [] })] };
  return handing === undefined || result.turn.case.id !== rest.id ? result : { ...result, turn: amend(result.turn, { handing }) };
}

/** The numbers of the others stay as they are. */
function harmless<One extends { readonly action: Action }>(button: One): One {
  return mayHelperTap(button.action) ? button : { ...button, action: onward.action };
}

/** The person ends it; who shared it is told with the turn. */
export function stopSharing(turn: Turn): Result {
  if (turn.case.helper === undefined) return showing(turn, { news: [agentWording.notShared] });
  return showing(withoutHelper(turn), { news: [agentWording.stopped] });
}

/** A helper who has done nothing for long is gone. */
export function withoutIdleHelper(turn: Turn): Turn {
  const { helper } = turn.case;
  return helper === undefined || turn.moment.now - helper.at < helperLasts ? turn : withoutHelper(turn);
}

const onward: Button = { label: wording.continue, action: { do: 'stay' } };

function part(turn: Turn, words: string): Result {
  const left = withoutHelper(turn);
  return { turn: left, replies: [message(left, { lines: [words], buttons: [onward] })] };
}

function withoutHelper(turn: Turn): Turn {
  const { helper: _, ...rest } = turn.case;
  return { ...turn, case: rest };
}
