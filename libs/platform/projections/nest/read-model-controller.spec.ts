import { once } from 'node:events';
import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { clients, officeTasks, readers, referrals } from '../serving/read-model-sample-service.fixture.ts';
import { readModelControllers } from './read-model-controller.ts';
import type { ReadModelChangesQuery } from './read-model-dispatch.ts';

interface ChangesRoute {
  changes(...given: readonly unknown[]): Promise<void>;
}

test('a reader who went away before the feed was asked for is not waited for to go', async () => {
  const socket = new Socket();
  const raw = new ServerResponse(new IncomingMessage(socket));
  raw.assignSocket(socket);
  socket.destroy();
  await once(raw, 'close');
  const asked: ReadModelChangesQuery[] = [];
  const queries = {
    execute: (query: ReadModelChangesQuery) => {
      asked.push(query);
      return Promise.resolve([]);
    },
  };
  const reply = { raw, headers: () => reply, send: () => reply };
  const [Routes] = readModelControllers([clients, referrals, officeTasks]) as readonly (new (
    bus: object,
  ) => ChangesRoute)[];
  await new Routes!(queries).changes({}, readers.tokyo, undefined, undefined, { method: 'GET' }, reply);
  expect(asked.map(({ following }) => following.gone.aborted)).toEqual([true]);
});
