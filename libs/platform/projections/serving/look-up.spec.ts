import { clients, referrals, SampleService } from './read-model-sample-service.ts';
import type { PageQuery } from '../store/read-model-store.ts';

const query: PageQuery = { where: [], order: { column: 'clientId', descending: false }, limit: 1 };
let service: SampleService;

beforeAll(async () => {
  service = await new SampleService().start();
  const row = async (clientId: string) => {
    const [name, phone] = [await service.sealed(clientId, clientId), await service.sealed('0', clientId)];
    return [clientId, { clientId, name, phone }] as const;
  };
  await service.write(clients, new Map([await row('b'), await row('a')]));
});
afterAll(() => service.stop());

test('our own code looks into what is served to nobody', async () => {
  const rows = await service.readModels.lookUp(clients.name, query);
  expect(rows.map(({ clientId }) => clientId)).toEqual(['a']);
});

test.each([[referrals.name], ['nothing']])(
  '%s, which people read by their rights or nobody made, is not for it',
  (name) => expect(service.readModels.lookUp(name, query)).rejects.toThrow(`${name} is not read by code alone`),
);
