import { LooksOfCode } from './looks-of-code.ts';
import { ReadModelCatalogue } from './read-model-catalogue.ts';
import { clients, referrals, SampleService } from './read-model-sample-service.fixture.ts';
import type { PageQuery } from '../store/read-model-store.ts';

const query: PageQuery = { where: [], order: { column: 'clientId', descending: false }, limit: 1 };
let service: SampleService;

beforeAll(async () => {
  service = await new SampleService().start();
  await service.write(clients, new Map([await row('b'), await row('a')]));
});
afterAll(() => service.stop());

async function row(clientId: string) {
  const [name, phone] = [await service.sealed(clientId, clientId), await service.sealed('0', clientId)];
  return [clientId, { clientId, name, phone }] as const;
}

test('our own code looks into what is served to nobody', async () => {
  const rows = await service.readModels.lookUp(clients.name, query);
  expect(rows.map(({ clientId }) => clientId)).toEqual(['a']);
});

test.each([[referrals.name], ['nothing']])(
  '%s, which people read by their rights or nobody made, is not for it',
  (name) => expect(service.readModels.lookUp(name, query)).rejects.toThrow(`${name} is not read by code alone`),
);

describe('which version serves', () => {
  const next = { ...clients, version: 2 };
  const looks = (rememberedMs: number) =>
    new LooksOfCode(
      {
        snapshot: (work) => {
          asked++;
          return service.store.snapshot(work);
        },
        look: (projection, page) => service.store.look(projection, page),
        positions: () => service.store.positions(),
        close: () => Promise.resolve(),
      },
      new ReadModelCatalogue([clients, next]),
      rememberedMs,
    );
  let asked: number;
  beforeEach(() => (asked = 0));

  const found = async (of: LooksOfCode) => (await of.look(clients.name, query)).map(({ key }) => key);

  test('is asked once for a while', async () => {
    const remembering = looks(60_000);
    expect([await found(remembering), await found(remembering), await found(remembering)]).toEqual([
      ['a'],
      ['a'],
      ['a'],
    ]);
    expect(asked).toBe(1);
  });

  test('is asked again later', async () => {
    const forgetful = looks(-1);
    expect([await found(forgetful), await found(forgetful)]).toEqual([['a'], ['a']]);
    expect(asked).toBe(2);
  });

  test('is asked again at once where the tables are gone of the one that did', async () => {
    const remembering = looks(60_000);
    await found(remembering);
    await service.store.ensure(next);
    await service.write(next, new Map([await row('of-the-next')]));
    await service.store.setState(next, 'live');
    expect(await found(remembering)).toEqual(['a']);
    await service.store.life.retire(clients);
    expect(await found(remembering)).toEqual(['of-the-next']);
    expect(asked).toBe(2);
  });

  test('is not remembered while none does', async () => {
    const waiting = looks(60_000);
    await service.store.setState(next, 'building');
    await expect(found(waiting)).rejects.toThrow('READ_MODEL_BUILDING');
    await service.store.setState(next, 'live');
    expect(await found(waiting)).toEqual(['of-the-next']);
  });
});
