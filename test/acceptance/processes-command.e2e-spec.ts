import { join } from 'node:path';
import { derivedId } from '#platform/decider';
import { openSqliteProcessStore, type OutgoingCommand } from '#platform/process-managers/engine';
import { tasukiFor } from './cli-process.ts';
import { ServiceUnderTest } from './service-under-test.ts';

const PROCESS = 'referrer-follows-case';
const instance = '0b6c1d9e-43a1-4c57-9b1f-000000000003';

const service = new ServiceUnderTest();
const tasuki = tasukiFor(service, 'processes');
beforeAll(async () => {
  await service.start();
  await service.end();
  await leave();
  await service.start();
});
afterAll(() => service.remove());

/** A command that no release knows any more: it fails since long, so that the next attempt gives it up. */
const command = (seq: number): OutgoingCommand => ({
  ...{ seq, instance, commandId: derivedId('left', String(seq)), decision: 'NobodyKnowsIt', body: '{}' },
  ...{ causationId: derivedId('cause'), family: derivedId('family'), traceparent: null },
  ...{ due: null, state: 'waiting', failingSince: '2025-10-22T00:00:00.000Z', failure: 'UnknownDecision' },
});

/** Leaves two of them in the outbox, behind each other. */
async function leave(): Promise<void> {
  const store = openSqliteProcessStore(join(service.dataDir, 'processes.db'));
  const kept = (await store.copies()).find(({ checkpoint }) => checkpoint.process === PROCESS);
  const checkpoint = kept?.checkpoint ?? {
    ...{ process: PROCESS, version: 1, position: 0, eventId: '', actsAfter: 0, revision: 1, nextSeq: 0 },
  };
  const commands = [command(0), command(1)];
  await store.put({ states: new Map(), timers: [], commands, checkpoint: { ...checkpoint, nextSeq: 2 } });
  await store.close();
}

interface Shown {
  readonly waiting: number;
  readonly givenUp: number;
  readonly commands: readonly { readonly commandId: string; readonly state: string; readonly failure: string | null }[];
}

async function shown(): Promise<Shown> {
  const said = await tasuki('show', PROCESS, '--json');
  expect([said.code, said.error]).toEqual([0, '']);
  return JSON.parse(said.out) as Shown;
}

/** Looks until something holds; the suite's time limit ends it. */
async function until(holds: (process: Shown) => boolean): Promise<Shown> {
  for (;;) {
    const process = await shown();
    if (holds(process)) return process;
  }
}

test('an operator sees what was given up, has it tried again, and skips with a reason what cannot be done', async () => {
  const [first, second] = [command(0).commandId, command(1).commandId];
  const left = await until(({ givenUp }) => givenUp === 1);
  expect(left.commands.map(({ commandId, state }) => [commandId, state])).toEqual([
    [first, 'given_up'],
    [second, 'waiting'],
  ]);
  expect((await tasuki('list')).out).toMatch(new RegExp(`^${PROCESS} +\\d+ +1 +1 +1 +0$`, 'm'));

  expect(await tasuki('retry', PROCESS, second)).toMatchObject({
    code: 1,
    error: 'The service answered 409: Only a command that was given up is tried again\n',
  });
  expect(await tasuki('retry', PROCESS, first)).toEqual({
    ...{ code: 0, error: '', out: `NobodyKnowsIt ${first} is tried again.\n` },
  });
  // Since when it fails is counted anew.
  await until(({ givenUp, commands }) => givenUp === 0 && commands[0]?.failure === 'UnknownDecision');

  expect(await tasuki('skip', PROCESS, first)).toMatchObject({ code: 1 });
  expect(await tasuki('skip', PROCESS, first, '--reason', '電話で完了済み')).toEqual({
    ...{ code: 0, error: '', out: `NobodyKnowsIt ${first} is skipped.\n` },
  });
  // The next one's turn has come, and it fails as long already.
  const after = await until(({ givenUp }) => givenUp === 1);
  expect(after.commands.map(({ commandId }) => commandId)).toEqual([second]);
  expect(await tasuki('skip', PROCESS, first, '--reason', 'again')).toMatchObject({
    code: 1,
    error: `${PROCESS} has no command ${first} to do: it is settled, or never was.\n`,
  });
  expect((await tasuki('show', 'nobody-knows-it')).error).toBe('There is no such process.\n');
});

test('operators alone may', async () => {
  const token = await service.token('consultant-22');
  const send = (path: string, method = 'GET') =>
    fetch(`${service.url}/operators/processes${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': 'k' },
      ...(method === 'POST' && { body: JSON.stringify({ instance, explanation: 'x' }) }),
    });
  const order = `/${PROCESS}/commands/${command(1).commandId}`;
  const answers = [await send(''), await send(`/${PROCESS}`), await send(`${order}/skip`, 'POST')];
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
});
