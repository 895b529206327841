/** Cuts text that comes in pieces into lines. */

/** Characters after which a line is cut, so that a file without line ends needs no memory. The rest is the next line. */
export const longestLine = 64 * 1024;

export interface Splitting {
  push(text: string): void;
  end(): void;
}

/** Lines end in LF, CR LF or CR. @param line called for each line, without its line end. */
export function splitLines(line: (text: string) => void): Splitting {
  let open = '';
  let afterReturn = false;
  const add = (text: string): void => {
    open += text;
    while (open.length > longestLine) {
      line(open.slice(0, longestLine));
      open = open.slice(longestLine);
    }
  };
  return {
    push(text) {
      if (text === '') return;
      const rest = afterReturn && text.startsWith('\n') ? text.slice(1) : text;
      afterReturn = text.endsWith('\r');
      const pieces = rest.includes('\r') ? rest.split(/\r\n|\r|\n/) : rest.split('\n');
      pieces.forEach((piece, at) => {
        add(piece);
        if (at === pieces.length - 1) return;
        line(open);
        open = '';
      });
    },
    end() {
      if (open !== '') line(open);
      open = '';
    },
  };
}
