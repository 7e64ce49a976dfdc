import { checkpointOf, commandOf, timerOf, type SqlRow } from './process-rows.ts';
import {
  ProcessMovedOn,
  RunnerReplaced,
  type OutboxPart,
  type OutgoingCommand,
  type ProcessCheckpoint,
  type ProcessCommit,
  type ProcessCopy,
  type ProcessCounts,
  type ProcessStore,
  type RunnerFence,
  type StoredTimer,
} from './process-store.ts';

type Parameter = string | number | null;

/** A statement of a transaction; its parameters are `$1`, `$2` … in both databases. */
export interface Statement {
  readonly text: string;
  readonly parameters: readonly Parameter[];
  /** What is thrown, all of the transaction being rolled back, where it changes or answers no row. */
  readonly otherwise?: () => Error;
}

/** A database of either kind. */
export interface Sql {
  rows(text: string, ...parameters: Parameter[]): Promise<readonly SqlRow[]>;
  /** All statements in one transaction, or none. */
  transaction(statements: readonly Statement[]): Promise<void>;
  close(): Promise<void>;
}

/** More than there are; what both databases take for a limit. */
const ALL = 2 ** 31 - 1;

/** The store of processes over a database of either kind. */
export class SqlProcessStore implements ProcessStore {
  readonly #sql: Sql;

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  async checkpoint(process: string): Promise<ProcessCheckpoint | undefined> {
    const [row] = await this.#sql.rows('SELECT * FROM process_checkpoint WHERE process = $1', process);
    return row && checkpointOf(row);
  }

  async checkpoints(): Promise<readonly ProcessCheckpoint[]> {
    return (await this.#sql.rows('SELECT * FROM process_checkpoint ORDER BY process')).map(checkpointOf);
  }

  async state(process: string, instance: string): Promise<unknown> {
    const query = 'SELECT state FROM process_state WHERE process = $1 AND instance = $2';
    const [row] = await this.#sql.rows(query, process, instance);
    return row && (JSON.parse(row['state'] as string) as unknown);
  }

  commit(commit: ProcessCommit): Promise<void> {
    return this.#sql.transaction([...statementsOf(commit)]);
  }

  async timersAfter(
    process: string,
    { due, id }: Pick<StoredTimer, 'due' | 'id'>,
    most: number,
  ): Promise<readonly StoredTimer[]> {
    const query = 'SELECT * FROM process_timer WHERE process = $1 AND (due, id) > ($2, $3) ORDER BY due, id LIMIT $4';
    return (await this.#sql.rows(query, process, due, id, most)).map(timerOf);
  }

  async timers(process: string, most: number): Promise<readonly StoredTimer[]> {
    const query = 'SELECT * FROM process_timer WHERE process = $1 ORDER BY due, id LIMIT $2';
    return (await this.#sql.rows(query, process, most)).map(timerOf);
  }

  async commandIds(process: string): Promise<readonly string[]> {
    const rows = await this.#sql.rows('SELECT command_id FROM process_outbox WHERE process = $1', process);
    return rows.map((row) => row['command_id'] as string);
  }

  async commands(process: string, most: number): Promise<readonly OutgoingCommand[]> {
    const query = 'SELECT * FROM process_outbox WHERE process = $1 ORDER BY seq LIMIT $2';
    return (await this.#sql.rows(query, process, most)).map(commandOf);
  }

  async heads(
    process: string,
    { after, most, which }: { readonly after: number; readonly most: number; readonly which: OutboxPart },
  ): Promise<readonly OutgoingCommand[]> {
    const query = `SELECT * FROM process_outbox AS head
      WHERE process = $1 AND seq > $2 AND state = 'waiting'${which === 'all' ? '' : ' AND due IS NULL'} AND NOT EXISTS (
        SELECT 1 FROM process_outbox AS before
        WHERE before.process = head.process AND before.instance = head.instance AND before.seq < head.seq)
      ORDER BY seq LIMIT $3`;
    return (await this.#sql.rows(query, process, after, most)).map(commandOf);
  }

  settle(process: string, seqs: readonly number[]): Promise<void> {
    const text = 'DELETE FROM process_outbox WHERE process = $1 AND seq = $2';
    return this.#sql.transaction(seqs.map((seq) => ({ text, parameters: [process, seq] })));
  }

  note(process: string, { seq, state, failingSince, failure }: OutgoingCommand): Promise<void> {
    const text = `UPDATE process_outbox SET state = $3, failing_since = $4, failure = $5 WHERE process = $1 AND seq = $2`;
    return this.#sql.transaction([{ text, parameters: [process, seq, state, failingSince, failure] }]);
  }

  async hasGivenUp(process: string): Promise<boolean> {
    const query = `SELECT 1 FROM process_outbox WHERE process = $1 AND state = 'given_up' LIMIT 1`;
    return (await this.#sql.rows(query, process)).length > 0;
  }

  async counts(process: string): Promise<ProcessCounts> {
    const [commands] = await this.#sql.rows(
      `SELECT count(*) AS standing, count(failure) AS failing,
         coalesce(sum(CASE WHEN state = 'given_up' THEN 1 ELSE 0 END), 0) AS given_up
       FROM process_outbox WHERE process = $1`,
      process,
    );
    const [timers] = await this.#sql.rows(
      'SELECT count(*) AS timers, min(due) AS next_due FROM process_timer WHERE process = $1',
      process,
    );
    const count = (row: SqlRow | undefined, column: string) => Number(row![column]);
    const givenUp = count(commands, 'given_up');
    return {
      waiting: count(commands, 'standing') - givenUp,
      failing: count(commands, 'failing') - givenUp,
      givenUp,
      timers: count(timers, 'timers'),
      nextDue: (timers!['next_due'] as string | undefined) ?? null,
    };
  }

  async copies(): Promise<readonly ProcessCopy[]> {
    const copies: ProcessCopy[] = [];
    for (const checkpoint of await this.checkpoints()) {
      const { process } = checkpoint;
      const states = await this.#sql.rows('SELECT instance, state FROM process_state WHERE process = $1', process);
      copies.push({
        checkpoint,
        states: new Map(states.map(({ instance, state }) => [instance as string, JSON.parse(state as string)])),
        timers: await this.timers(process, ALL),
        commands: await this.commands(process, ALL),
      });
    }
    return copies;
  }

  put({ checkpoint, states, timers, commands }: ProcessCopy): Promise<void> {
    const { process } = checkpoint;
    return this.#sql.transaction([
      { text: 'DELETE FROM process_checkpoint WHERE process = $1', parameters: [process] },
      { text: 'DELETE FROM process_outbox WHERE process = $1', parameters: [process] },
      ...statementsOf({
        checkpoint: { ...checkpoint, revision: 1 },
        isReset: true,
        states,
        ended: [],
        timersGone: [],
        timersSet: timers,
        commands,
        outbox: new Map(),
      }),
    ]);
  }

  close(): Promise<void> {
    return this.#sql.close();
  }
}

function* statementsOf(commit: ProcessCommit): Iterable<Statement> {
  const { checkpoint, isReset, states, ended, timersGone, timersSet, commands, outbox, fence } = commit;
  const { process } = checkpoint;
  if (fence) yield fenced(fence);
  yield moved(checkpoint);
  if (isReset) {
    yield { text: 'DELETE FROM process_state WHERE process = $1', parameters: [process] };
    yield { text: 'DELETE FROM process_timer WHERE process = $1', parameters: [process] };
  }
  for (const [instance, state] of inOrder(states)) {
    yield state === undefined
      ? { text: 'DELETE FROM process_state WHERE process = $1 AND instance = $2', parameters: [process, instance] }
      : {
          text: `INSERT INTO process_state (process, instance, state) VALUES ($1, $2, $3)
            ON CONFLICT (process, instance) DO UPDATE SET state = excluded.state`,
          parameters: [process, instance, JSON.stringify(state)],
        };
  }
  for (const instance of ended) {
    yield { text: 'DELETE FROM process_timer WHERE process = $1 AND instance = $2', parameters: [process, instance] };
  }
  for (const { instance, name } of timersGone) {
    const text = 'DELETE FROM process_timer WHERE process = $1 AND instance = $2 AND name = $3';
    yield { text, parameters: [process, instance, name] };
  }
  for (const { instance, name, due, id, causationId, family, traceparent } of timersSet) {
    yield {
      text: `INSERT INTO process_timer (process, instance, name, due, id, causation_id, family, traceparent)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (process, instance, name) DO UPDATE SET due = excluded.due, id = excluded.id,
          causation_id = excluded.causation_id, family = excluded.family, traceparent = excluded.traceparent`,
      parameters: [process, instance, name, due, id, causationId, family, traceparent],
    };
  }
  for (const command of commands) yield inserted(process, command);
  for (const [commandId, change] of outbox) {
    yield change === 'settled'
      ? { text: 'DELETE FROM process_outbox WHERE process = $1 AND command_id = $2', parameters: [process, commandId] }
      : {
          text: `UPDATE process_outbox SET state = $3, failing_since = NULL, failure = NULL
            WHERE process = $1 AND command_id = $2 AND state <> $3`,
          parameters: [process, commandId, change],
        };
  }
}

/** Many of them are written faster in the order in which they are kept. */
function inOrder(states: ReadonlyMap<string, unknown>): Iterable<readonly [string, unknown]> {
  return states.size < 2 ? states : [...states].sort(([one], [other]) => (one < other ? -1 : 1));
}

/** In the table of leases that the read models' database has. */
function fenced({ resource, token }: RunnerFence): Statement {
  return {
    text: 'SELECT 1 FROM leases WHERE resource = $1 AND fence = $2 FOR SHARE',
    parameters: [resource, token],
    otherwise: () => new RunnerReplaced(),
  };
}

/** Compares with the revision before, and sets the checkpoint. */
function moved({ process, version, position, eventId, actsAfter, revision, nextSeq }: ProcessCheckpoint): Statement {
  const parameters = [process, version, position, eventId, actsAfter, revision, nextSeq];
  const otherwise = () => new ProcessMovedOn(process);
  return revision === 1
    ? {
        text: `INSERT INTO process_checkpoint (process, version, position, event_id, acts_after, revision, next_seq)
          VALUES ($1, $2, $3, $4, $5, $6, $7)
          ON CONFLICT (process) DO UPDATE SET version = excluded.version, position = excluded.position,
            event_id = excluded.event_id, acts_after = excluded.acts_after, revision = excluded.revision,
            next_seq = excluded.next_seq WHERE process_checkpoint.revision = 0`,
        parameters,
        otherwise,
      }
    : {
        text: `UPDATE process_checkpoint SET version = $2, position = $3, event_id = $4, acts_after = $5, revision = $6,
          next_seq = $7 WHERE process = $1 AND revision + 1 = $6`,
        parameters,
        otherwise,
      };
}

function inserted(process: string, command: OutgoingCommand): Statement {
  const { seq, instance, commandId, decision, body, causationId, family, traceparent } = command;
  const { due, state, failingSince, failure } = command;
  return {
    text: `INSERT INTO process_outbox (process, seq, instance, command_id, decision, body, causation_id, family,
        traceparent, due, state, failing_since, failure)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    parameters: [
      ...[process, seq, instance, commandId, decision, body, causationId, family],
      ...[traceparent, due, state, failingSince, failure],
    ],
  };
}
