/** A watermark is the number of the last activity a client has, as text. */
import { DirectLineError } from './direct-line-error.ts';

/**
 * Reads a client's watermark. None, an empty one, and the words that clients send for one they do not have mean "from the start".
 * @throws DirectLineError 400 for anything that is not a number of ours.
 */
export function readWatermark(text: string | null): number {
  if (text === null || ['', 'null', 'undefined'].includes(text)) return 0;
  if (!/^\d{1,15}$/.test(text))
    throw new DirectLineError(400, 'BadArgument', 'The watermark is not one of this server. Leave it out to start from the beginning.');
  return Number(text);
}
