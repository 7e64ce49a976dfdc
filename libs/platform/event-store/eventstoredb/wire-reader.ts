/** The wire types of protocol buffers that the server's messages use. */
const VARINT = 0;
const FIXED64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED32 = 5;

/**
 * Reads one message of protocol buffers, field by field, without making an object of it: the client's own decoding takes
 * twice as long as everything else that is done with an event.
 */
export class WireReader {
  readonly #bytes: Buffer;
  readonly #end: number;
  #at: number;
  #wireType = VARINT;

  constructor(bytes: Buffer, from = 0, end = bytes.length) {
    this.#bytes = bytes;
    this.#at = from;
    this.#end = end;
  }

  /** The number of the next field, 0 at the end. Its value has to be read, or skipped, before the next one. */
  field(): number {
    if (this.#at >= this.#end) return 0;
    const tag = this.number();
    this.#wireType = tag & 7;
    return tag >>> 3;
  }

  /** An unsigned integer below 2^53. */
  number(): number {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#bytes[this.#at++];
      if (byte === undefined) throw new RangeError('A message of the server ends in the middle of a number.');
      value += (byte & 127) * scale;
      if (byte < 128) return value;
    }
  }

  /** A part of the message: it shares its memory. */
  bytes(): Buffer {
    const from = this.#skipBytes();
    return this.#bytes.subarray(from, this.#at);
  }

  text(): string {
    const from = this.#skipBytes();
    return this.#bytes.toString('utf8', from, this.#at);
  }

  /** A message inside this one. */
  message(): WireReader {
    const from = this.#skipBytes();
    return new WireReader(this.#bytes, from, this.#at);
  }

  skip(): void {
    switch (this.#wireType) {
      case VARINT:
        this.number();
        return;
      case LENGTH_DELIMITED:
        this.#skipBytes();
        return;
      case FIXED64:
        this.#at += 8;
        return;
      case FIXED32:
        this.#at += 4;
        return;
      default:
        throw new RangeError(`A message of the server has a field of the unknown kind ${this.#wireType}.`);
    }
  }

  /** Where the bytes begin that are passed over. */
  #skipBytes(): number {
    const length = this.number();
    const from = this.#at;
    this.#at += length;
    if (this.#at > this.#end) throw new RangeError('A message of the server ends in the middle of a field.');
    return from;
  }
}
