/** Names of files that strangers send. */

/** A name to show: no folders, no control characters, no direction marks that disguise its ending. */
export function safeName(name: string): string {
  const last = name.split(/[/\\]/).at(-1) ?? '';
  return (
    last
      .replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '')
      .trim()
      .slice(-200) || 'file'
  );
}
