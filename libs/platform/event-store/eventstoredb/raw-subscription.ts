import { Transform, type Readable, type TransformCallback } from 'node:stream';
import type { RawEvent } from '../mirror/raw-event.ts';
import { rawResponse } from './raw-response.ts';

/** gRPC's CANCELLED: we have ended the call ourselves. */
const CANCELLED = 1;

/** A call that answers the server's messages as their bytes. */
export interface RawCall extends Readable {
  cancel(): void;
}

/**
 * A subscription as the client makes them, with the same events (`confirmation`, `caughtUp`, `data`, `error`), that
 * hands on {@link RawEvent}s.
 */
export class RawSubscription extends Transform {
  readonly #call: Promise<RawCall>;

  constructor(call: Promise<RawCall>) {
    super({ objectMode: true });
    this.#call = call;
    call.then(
      (bytes) => bytes.on('error', (error) => this.#fail(error)).pipe(this),
      (error: unknown) => this.emit('error', error),
    );
  }

  override _transform(bytes: Buffer, _encoding: string, next: TransformCallback): void {
    let response: ReturnType<typeof rawResponse>;
    try {
      response = rawResponse(bytes);
    } catch (error) {
      next(error as Error);
      return;
    }
    if (response === 'confirmation') this.emit('confirmation');
    else if (response === 'caught up') this.emit('caughtUp');
    else if (response !== undefined) this.push(response satisfies RawEvent);
    next();
  }

  async unsubscribe(): Promise<void> {
    (await this.#call).cancel();
  }

  #fail(error: Error): void {
    if (!('code' in error && error.code === CANCELLED)) this.emit('error', error);
  }
}
