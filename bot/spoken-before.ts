/**
 * Replies as JSON. Everybody who comes to a step gets the same card but for its stamp, so what was rendered lately is
 * kept in pieces, and only stamped anew: rendering and writing it costs more than deciding the turn.
 */
import { LRUCache } from 'lru-cache';
import type { Reply } from '../dialogs/reply.ts';
import { activityOf } from './speak.ts';

/** A reply as it was said, and its JSON, cut wherever the stamp stands. */
interface Spoken {
  readonly reply: Reply;
  readonly pieces: readonly string[];
}

/** Kinds of reply, by channel and node, of which the last ones are kept. */
const mostPlaces = 400;
/** Replies of one kind at one node that are kept: by audience, step, and the answer that led there. */
const mostOfPlace = 6;

/** Stands where the stamp belongs. Quoted inside a text it looks different, so nothing else is ever taken for it. */
const hole = { case: '-', node: '-', visit: 0 };
const holeJson = JSON.stringify(hole);

const spokenBefore = new LRUCache<string, Spoken[]>({ max: mostPlaces });

/** The activity that says a reply, as JSON; it carries no ids and no addresses yet. */
export function activityText(reply: Reply, channel: string): string {
  if (hasOwnWords(reply)) return JSON.stringify(activityOf(reply, channel));
  const place = `${channel} ${reply.kind} ${reply.stamp.node}`;
  const known = spokenBefore.get(place) ?? [];
  const spoken = known.find((one) => isSame(one.reply, reply)) ?? { reply: { ...reply, stamp: hole }, pieces: piecesOf(reply, channel) };
  spokenBefore.set(place, [spoken, ...known.filter((one) => one !== spoken)].slice(0, mostOfPlace));
  return spoken.pieces.join(JSON.stringify(reply.stamp));
}

function piecesOf(reply: Reply, channel: string): string[] {
  return JSON.stringify(activityOf({ ...reply, stamp: hole }, channel)).split(holeJson);
}

/** What a person wrote is kept nowhere but in their case. */
function hasOwnWords(reply: Reply): boolean {
  switch (reply.kind) {
    case 'question':
    case 'step':
    case 'check':
    case 'solved':
      return reply.because.length > 0 || reply.files.length > 0 || reply.fields.some(({ value }) => value !== '');
    case 'welcome':
      return false;
    case 'choose':
      return reply.because.length > 0;
    case 'handed-over':
    case 'path':
    case 'message':
    case 'finding':
    case 'ticket':
      return true;
  }
}

/** Whether two replies say the same, whatever their stamps. */
function isSame(one: Reply, other: Reply): boolean {
  return haveSameFields(one, other, 'stamp');
}

function isAlike(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one)) return Array.isArray(other) && one.length === other.length && one.every((item, index) => isAlike(item, other[index]));
  return typeof one === 'object' && typeof other === 'object' && one !== null && other !== null && haveSameFields(one, other);
}

function haveSameFields(one: object, other: object, butFor?: string): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => name === butFor || isAlike(Reflect.get(one, name), Reflect.get(other, name)));
}
