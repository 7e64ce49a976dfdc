import type { sendUnaryData, ServerUnaryCall } from '@grpc/grpc-js';
import type { DeleteReq, DeleteResp, TombstoneReq, TombstoneResp } from '@eventstore/db-client/generated/streams_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerLog } from './server-log.ts';
import { callErrors, expectedVersionOf, streamNameOf } from './wire.ts';

/** The server's Delete and Tombstone. Nothing of ours calls them; what they leave behind has to be read, though. */
export class DeletionCalls {
  readonly #log: ServerLog;

  constructor(log: ServerLog) {
    this.#log = log;
  }

  readonly delete = (call: ServerUnaryCall<DeleteReq, DeleteResp>, callback: sendUnaryData<DeleteResp>): void => {
    const position = this.#perform('softDelete', call.request, callback);
    if (position === undefined) return;
    const at = new streams.DeleteResp.Position().setCommitPosition(position).setPreparePosition(position);
    setImmediate(() => callback(null, new streams.DeleteResp().setPosition(at)));
  };

  readonly tombstone = (
    call: ServerUnaryCall<TombstoneReq, TombstoneResp>,
    callback: sendUnaryData<TombstoneResp>,
  ): void => {
    const position = this.#perform('tombstone', call.request, callback);
    if (position === undefined) return;
    const at = new streams.TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position);
    setImmediate(() => callback(null, new streams.TombstoneResp().setPosition(at)));
  };

  #perform<Response>(
    how: 'softDelete' | 'tombstone',
    request: DeleteReq | TombstoneReq,
    callback: sendUnaryData<Response>,
  ): string | undefined {
    const options = request.getOptions();
    if (options === undefined) return undefined;
    const stream = streamNameOf(options.getStreamIdentifier());
    const expected = expectedVersionOf(options, options.getRevision());
    const written = this.#log[how](stream, expected);
    if (written.outcome === 'stored') return String(written.position);
    if (written.outcome === 'wrong version') {
      callback(callErrors.wrongVersion('Delete', stream, expected, written.current));
    } else callback(callErrors.streamDeleted(stream));
    return undefined;
  }
}
