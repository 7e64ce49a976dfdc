import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { LiveFeed } from './live-feed.ts';
import type { Misbehaviour, SubscriptionFault } from './misbehaviour.ts';
import type { LogRecord, ServerLog } from './server-log.ts';
import {
  callErrors,
  caughtUpMessage,
  checkpointMessage,
  confirmationMessage,
  eventMessage,
  streamNameOf,
  streamNotFoundMessage,
} from './wire.ts';

/** Records the server looks at before it counts them towards a checkpoint. */
const PAGE = 32;

type ReadCall = ServerWritableStream<ReadReq, ReadResp>;

/** The server's Read: streams and the whole log, both ways, and subscriptions to the whole log. */
export class ReadCalls {
  readonly #log: ServerLog;
  readonly #misbehaviour: Misbehaviour;
  readonly #cut: (peer: string) => void;
  readonly #open = new Set<ReadCall>();
  readonly #subscriptions = new Set<ReadCall>();
  #sent = 0;

  constructor(log: ServerLog, misbehaviour: Misbehaviour, cut: (peer: string) => void) {
    this.#log = log;
    this.#misbehaviour = misbehaviour;
    this.#cut = cut;
  }

  /** How many events were sent to subscriptions, ever. */
  get sentToSubscriptions(): number {
    return this.#sent;
  }

  /** The reads and subscriptions under way. */
  get open(): number {
    return this.#open.size;
  }

  /** Ends every subscription with UNAVAILABLE. */
  cutSubscriptions(): void {
    for (const call of [...this.#subscriptions]) call.emit('error', callErrors.unavailable());
  }

  readonly read = (call: ReadCall): void => {
    this.#open.add(call);
    const ended = () => {
      this.#open.delete(call);
      this.#subscriptions.delete(call);
    };
    call.on('error', ended).on('cancelled', ended).on('finish', ended);
    const subscribing = call.request.getOptions()?.hasSubscription() ?? false;
    const orders = subscribing ? this.#misbehaviour.subscriptions : this.#misbehaviour.reads;
    const { leader } = this.#misbehaviour;
    const mustLead = leader !== undefined && call.metadata.get('requires-leader').includes('true');
    const fault = mustLead ? 'not leader' : orders.next();
    switch (fault) {
      case 'no answer':
        return;
      case 'unavailable':
        call.emit('error', callErrors.unavailable());
        return;
      case 'access denied':
        call.emit('error', callErrors.accessDenied());
        return;
      case 'not leader':
        call.emit('error', callErrors.notLeader(leader?.host ?? '127.0.0.1', leader?.port ?? 1));
        return;
      default:
        void (subscribing ? this.#subscribe(call, fault) : this.#answer(call, fault));
    }
  };

  async #answer(call: ReadCall, fault: SubscriptionFault | undefined): Promise<void> {
    const options = call.request.getOptions();
    const records = options?.hasAll() === true ? this.#recordsOfAll(call) : this.#recordsOfStream(call);
    if (records === undefined) return;
    for (const record of records) {
      if (!(await write(call, eventMessage(record)))) return;
      if (fault === 'cut after the first event') {
        setImmediate(() => this.#cut(call.getPeer()));
        return;
      }
    }
    call.end();
  }

  #recordsOfStream(call: ReadCall): Iterable<LogRecord> | undefined {
    const options = call.request.getOptions()?.getStream();
    const name = streamNameOf(options?.getStreamIdentifier());
    const stream = this.#log.read(name);
    if (!stream.found) {
      if (stream.deleted) {
        call.emit('error', callErrors.streamDeleted(name));
      } else {
        call.write(streamNotFoundMessage(name));
        call.end();
      }
      return undefined;
    }
    const backwards = isBackwards(call.request);
    const records = backwards ? stream.records.toReversed() : stream.records;
    const from = options?.hasRevision() === true ? BigInt(options.getRevision()) : undefined;
    const wanted = records.filter(
      ({ revision }) => from === undefined || (backwards ? revision <= from : revision >= from),
    );
    return wanted.slice(0, countOf(call.request));
  }

  #recordsOfAll(call: ReadCall): Iterable<LogRecord> | undefined {
    const options = call.request.getOptions()?.getAll();
    const backwards = isBackwards(call.request);
    let index: number | undefined;
    if (options?.hasStart() === true) index = 0;
    else if (options?.hasEnd() === true) index = this.#log.length;
    else index = this.#log.indexOf(BigInt(options?.getPosition()?.getCommitPosition() ?? '0'));
    if (index === undefined) {
      call.emit('error', callErrors.noSuchPosition());
      return undefined;
    }
    return backwards ? this.#backwards(index, countOf(call.request)) : this.#forwards(index, countOf(call.request));
  }

  /** The record at the index first. */
  *#forwards(index: number, count: number): Iterable<LogRecord> {
    for (let next = index; next < index + count; next++) {
      const record = this.#log.at(next);
      if (record === undefined) return;
      yield record;
    }
  }

  /** The record before the index first. */
  *#backwards(index: number, count: number): Iterable<LogRecord> {
    for (let next = index - 1; next >= Math.max(0, index - count); next--) {
      const record = this.#log.at(next);
      if (record !== undefined) yield record;
    }
  }

  async #subscribe(call: ReadCall, fault: SubscriptionFault | undefined): Promise<void> {
    const start = fault === 'from the start' ? 0 : this.#startOf(call);
    if (start === undefined) {
      call.emit('error', callErrors.handlerThrew());
      return;
    }
    this.#subscriptions.add(call);
    const filter = call.request.getOptions()?.getFilter();
    const interval = (filter?.getCheckpointintervalmultiplier() ?? 0) * (filter?.getMax() || PAGE);
    const matches = filterOf(call.request);
    await write(call, confirmationMessage(randomUUID()));
    let considered = 0;
    let checkpoint = 0n;
    let index = start;
    for (let record = this.#log.at(index); record !== undefined; record = this.#log.at(++index)) {
      if ((index - start) % PAGE === 0) checkpoint = record.position;
      if (matches(record)) {
        checkpoint = record.position;
        this.#sent++;
        if (!(await write(call, eventMessage(record)))) return;
        if (fault === 'cut after the first event') {
          setImmediate(() => this.#cut(call.getPeer()));
          return;
        }
        if (fault === 'ended after the first event') {
          call.end();
          return;
        }
      }
      considered++;
      const pageRead = (index - start + 1) % PAGE === 0;
      if (interval > 0 && pageRead && considered >= interval && this.#log.at(index + 1) !== undefined) {
        considered %= interval;
        await write(call, checkpointMessage(checkpoint));
      }
    }
    new LiveFeed({
      log: this.#log,
      from: index,
      matches,
      checkpointEvery: interval,
      considered,
      call,
      onSent: () => this.#sent++,
    });
    call.write(caughtUpMessage());
  }

  /** The index of the first record to hand on: the one after the position given. */
  #startOf(call: ReadCall): number | undefined {
    const options = call.request.getOptions()?.getAll();
    if (options?.hasEnd() === true) return this.#log.length;
    if (options?.hasPosition() !== true) return 0;
    const position = BigInt(options.getPosition()?.getCommitPosition() ?? '0');
    const index = this.#log.indexOf(position);
    return index === undefined || this.#log.at(index)?.position !== position ? index : index + 1;
  }
}

function isBackwards(request: ReadReq): boolean {
  return request.getOptions()?.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
}

function countOf(request: ReadReq): number {
  return Number(request.getOptions()?.getCount() ?? '0');
}

function filterOf(request: ReadReq): (record: LogRecord) => boolean {
  const filter = request.getOptions()?.getFilter();
  if (filter === undefined) return () => true;
  const expression = filter.getEventType() ?? filter.getStreamIdentifier();
  const subject = filter.hasEventType() ? (record: LogRecord) => record.type : (record: LogRecord) => record.stream;
  const prefixes = expression?.getPrefixList() ?? [];
  if (prefixes.length > 0) return (record) => prefixes.some((prefix) => subject(record).startsWith(prefix));
  const regex = new RegExp(expression?.getRegex() ?? '', 'u');
  return (record) => regex.test(subject(record));
}

/** Writes when the stream takes it; false if the call has ended meanwhile. */
async function write(call: ReadCall, message: ReadResp): Promise<boolean> {
  if (call.cancelled || call.destroyed) return false;
  if (!call.write(message)) {
    const ended = new AbortController();
    const stop = () => ended.abort();
    call.once('cancelled', stop).once('close', stop);
    await once(call, 'drain', { signal: ended.signal }).catch(() => {});
    call.off('cancelled', stop).off('close', stop);
  }
  return !call.cancelled && !call.destroyed;
}
