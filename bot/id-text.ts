/** An id from outside: text that every database keeps as it is, and that can stand in an address. */
import { z } from 'zod';

/** Of 1 to `longest` characters, without control characters and halves of characters, and no step in a path. */
export function idText(longest: number) {
  return z
    .string()
    .min(1)
    .max(longest)
    .regex(/^(?!\.{1,2}$)[^\p{Cc}\p{Cs}]*$/u);
}
