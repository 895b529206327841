/** A guide and the file it was read from, for faults that name a line. */
import type { LoadedGuide } from './library.ts';
import type { YamlFile } from './yaml-file.ts';

export interface GuideFile {
  readonly file: YamlFile;
  readonly guide: LoadedGuide;
}
