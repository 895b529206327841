/** What arrives, as long as it arrives. */
import { Refusal } from '../refusal.ts';

/**
 * The same chunks. Whoever hands them in must end the source when this fails: it is not waited for.
 * @param most milliseconds between two chunks.
 * @throws Refusal 408 when nothing comes for that long.
 */
export async function* withoutSilence(chunks: AsyncIterable<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  const source = chunks[Symbol.asyncIterator]();
  for (;;) {
    const next = source.next();
    const { promise: silence, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Refusal(408, 'The file stopped arriving. Send it again.')), most);
    const { done, value } = await Promise.race([next, silence]).finally(() => clearTimeout(timer));
    if (done === true) return;
    yield value;
  }
}
