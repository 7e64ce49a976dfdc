import { OutcomeUnknown } from '#platform/event-store';
import {
  commandOf,
  contextOf,
  ForgetfulEventStore,
  makeThing,
  MakeThing,
  openDoor,
  renameThing,
  RenameThing,
  thingId,
} from './sample-things.fixture.ts';

let store: ForgetfulEventStore;
let door: ReturnType<typeof openDoor>['door'];

beforeEach(() => {
  store = new ForgetfulEventStore();
  ({ door } = openDoor(store));
});

const make = () => door.issue(makeThing, commandOf(MakeThing, { thingId, name: 'first' }), contextOf('make'));
const rename = (name: string) =>
  door.issue(renameThing, commandOf(RenameThing, { thingId, name }), contextOf(`rename ${name}`));
const types = () => store.log.map(({ type }) => type);

describe('when the answer of the store is lost', () => {
  test('before anything was stored, the same events are sent again', async () => {
    store.lose = ['before', 'before'];
    expect(await make()).toMatchObject({ revision: 0, created: true });
    expect(types()).toEqual(['ThingMade']);
    expect(store.tried).toEqual([store.tried[0], store.tried[0], store.tried[0]]);
  });

  test('after the events were stored, they are found again', async () => {
    store.lose = ['after'];
    expect(await make()).toMatchObject({ revision: 0, position: 1, created: true });
    expect(types()).toEqual(['ThingMade']);
    expect(store.tried).toHaveLength(1);
  });

  test('and somebody else was quicker, it is decided again with other ids', async () => {
    await make();
    const append = store.append.bind(store);
    store.append = async (...given) => {
      store.append = append;
      await rename('second');
      store.lose = ['before'];
      return append(...given);
    };
    expect(await rename('third')).toMatchObject({ revision: 2 });
    expect(types()).toEqual(['ThingMade', 'ThingRenamed', 'ThingRenamed']);
    expect(store.log.map(({ id }) => [id])).toEqual([store.tried[0], store.tried[1], store.tried[3]]);
    expect(store.tried[2]).not.toEqual(store.tried[3]);
  });

  test('after the events were stored, the look at what is there ends its reading', async () => {
    const read = store.read.bind(store);
    const readings = { begun: 0, ended: 0 };
    store.read = async function* (...given) {
      readings.begun++;
      try {
        yield* read(...given);
      } finally {
        readings.ended++;
      }
    };
    store.lose = ['after'];
    await make();
    expect(readings).toEqual({ begun: 1, ended: 1 });
  });

  test('too often, the caller is told, and may send the command again', async () => {
    store.lose = ['before', 'before', 'before', 'before', 'after'];
    await expect(make()).rejects.toThrow(OutcomeUnknown);
    expect(store.tried).toHaveLength(5);
    expect(await make()).toMatchObject({ revision: 0, created: true });
    expect(types()).toEqual(['ThingMade']);
  });
});
