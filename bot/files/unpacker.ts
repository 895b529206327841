/** What unpacks as it goes. */
export interface Unpacker {
  /** @throws UnpackError */
  push(chunk: Uint8Array): Promise<void>;
  /** @throws UnpackError */
  end(): Promise<void>;
}
