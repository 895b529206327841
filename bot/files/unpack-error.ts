/** Why a packed file is not unpacked, in words for the person who sent it. */

const says = {
  tooLarge: 'This file is too large when it is unpacked. Send at most 50 MB, or only the part around the error.',
  longZip: 'This zip is too large. Send at most 10 MB packed.',
  several: 'This zip has more than one file in it. Please send the one file with the text.',
  office: 'I cannot read Word, Excel or PowerPoint files. Save it as plain text, or copy the part with the error and paste it here.',
  none: 'This zip has no file in it.',
  locked: 'This zip is locked with a password. Please send the file unpacked.',
  otherWay: 'This zip is packed in a way that I do not know. Please send the file unpacked.',
  damaged: 'This packed file is damaged. Please pack it again, or send it unpacked.',
} as const;

/** A packed file that will not be unpacked; the message is for the person who sent it. */
export class UnpackError extends Error {
  override readonly name = 'UnpackError';

  constructor(why: keyof typeof says, options?: ErrorOptions) {
    super(says[why], options);
  }
}

/** What a reader took what was unpacked for a fault of its own, which no packed file is to blame for. */
class OutError extends Error {
  override readonly name = 'OutError';
}

/**
 * Turns what unpacking threw into what it means.
 * @throws UnpackError, or what the receiver of the bytes threw
 */
export function damaged(error: unknown): never {
  if (error instanceof OutError) throw error.cause;
  throw error instanceof UnpackError ? error : new UnpackError('damaged', { cause: error });
}

/** Hands bytes on; what the receiver throws is told apart from what is wrong with the packed file. */
export function handOn(out: (chunk: Uint8Array) => void, chunk: Uint8Array): Error | undefined {
  try {
    out(chunk);
    return undefined;
  } catch (error) {
    return error instanceof UnpackError ? error : new OutError('The receiver of the bytes failed.', { cause: error });
  }
}
