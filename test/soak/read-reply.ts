/** What a reply shows, read from the activity as it travels. */
import { createHash } from 'node:crypto';

const stepLine = /Step (\d+)(?: · answered “([^”]*)”)?/;

/** The step and the answer that a node's card names; -1 when it names none. */
export function stepIn(body: string): { step: number; label: string } {
  const found = stepLine.exec(body);
  return { step: found === null ? -1 : Number(found[1]), label: found?.[2] ?? '' };
}

/** A short print of the content, so that two copies can be compared. Ids and times are no content. */
export function printOf(activity: Readonly<Record<string, unknown>>): string {
  const { id: _, timestamp: __, localTimestamp: ___, replyToId: ____, ...content } = activity;
  return createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 12);
}

/** The data of the button with that title on a card. */
export function findButton(value: unknown, title: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('title' in value && value.title === title && 'data' in value) return value.data;
  for (const part of Object.values(value)) {
    const found = findButton(part, title);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All buttons of a card that send something. */
export function buttonsIn(value: unknown): { title: string; data: unknown }[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('title' in value && typeof value.title === 'string' && 'data' in value) return [{ title: value.title, data: value.data }];
  return Object.values(value).flatMap(buttonsIn);
}
