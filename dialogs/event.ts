/** What happened in a turn, for the figures: no words of the person, no names. */
import type { Audience } from './audience.ts';

type EventName =
  | 'arrived'
  | 'answered'
  | 'back'
  | 'missed'
  | 'found'
  | 'looked'
  | 'lost'
  | 'started-over'
  | 'switched'
  | 'turned-away'
  | 'asked-to-choose'
  | 'solved'
  | 'handed-over'
  | 'rated'
  | 'commented'
  | 'forgotten';

export interface TurnEvent {
  readonly name: EventName;
  readonly guide?: string | undefined;
  readonly node?: string | undefined;
  /** The answer taken, the rating given, the topic turned away, the concepts of words that led nowhere … */
  readonly value?: string | undefined;
  readonly audience: Audience;
  /** The case it belongs to, where the turn ends with another one. */
  readonly of?: { readonly id: string; readonly startedAt: number } | undefined;
}
