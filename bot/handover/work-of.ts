/** What a turn has decided for the helpdesk, as what the store keeps of it. */
import { z } from 'zod';
import { handover } from '../../dialogs/handover/handover.ts';
import type { Effect, HandoverEffect } from '../../dialogs/turn.ts';
import type { HelpdeskWork, NewErrand } from '../store/handover-store.ts';
import type { Incoming } from '../turn-parts.ts';
import { addressOf } from './address.ts';

/** Where cases are sent. */
export type Target = 'webhook' | 'card';

export interface WorkContext {
  readonly incoming: Incoming;
  readonly targets: readonly Target[];
  /** Names the turn in its conversation. */
  readonly version: number;
  readonly at: number;
}

/** The bodies of errands, as they are read again. */
export const cardErrand = z.object({ state: handover });
export const newsErrand = z.object({
  what: z.enum(['message', 'works', 'does-not-work', 'taken', 'released', 'solved', 'arrived', 'file']),
  text: z.string().optional(),
  file: z.string().optional(),
  by: z.string().optional(),
  at: z.number(),
});

/** `undefined` when there is nothing for the helpdesk. */
export function workOf(effects: readonly Effect[], context: WorkContext): HelpdeskWork | undefined {
  const ours = effects.filter((effect) => effect.kind === 'hand-over' || effect.kind === 'helpdesk-news' || effect.kind === 'follow-up');
  if (ours.length === 0) return undefined;
  const made = ours.find((effect) => effect.kind === 'hand-over');
  const kept = made === undefined ? undefined : { id: made.parcel.id, body: JSON.stringify(made.parcel), address: addressOf(context.incoming) };
  const errands = ours.flatMap((effect, index) => errandsOf(effect, index, context));
  // Of two bodies of one errand the later counts.
  return { handover: kept, errands: [...new Map(errands.map((one) => [one.id, one])).values()] };
}

function errandsOf(effect: HandoverEffect, index: number, { targets, version, at }: WorkContext): NewErrand[] {
  switch (effect.kind) {
    case 'hand-over': {
      const { id } = effect.parcel;
      const webhook: NewErrand = { id: `webhook:${id}`, kind: 'webhook', handover: id, body: '{}', dueAt: at };
      return targets.map((target) => (target === 'webhook' ? webhook : cardOf(effect.state, at)));
    }
    case 'helpdesk-news': {
      const { state, news } = effect;
      const name = `${state.id}:${version}:${index}`;
      const { what, text, by, file } = news;
      const one = { handover: state.id, body: JSON.stringify({ what, text, by, file, at }), dueAt: at };
      const isForHook = targets.includes('webhook') && news.via !== 'webhook';
      const isForChat = targets.includes('card') && news.via === undefined;
      return [
        ...(isForHook ? [{ ...one, id: `webhook-news:${name}`, kind: 'webhook-news' as const }] : []),
        ...(targets.includes('card') ? [cardOf(state, at)] : []),
        ...(isForChat ? [{ ...one, id: `card-note:${name}`, kind: 'card-note' as const }] : []),
      ];
    }
    case 'follow-up':
      return [{ id: `follow-up:${effect.id}`, kind: 'follow-up', handover: effect.id, body: '{}', dueAt: effect.at }];
  }
}

function cardOf(state: z.infer<typeof handover>, at: number): NewErrand {
  return { id: `card:${state.id}`, kind: 'card', handover: state.id, body: JSON.stringify({ state }), dueAt: at };
}
