import { ClientRegistered, EstablishmentAdded } from '#events/client';
import { actor, given } from '#contexts/testing';
import { derivedId } from '#platform/decider';
import { clientId, clientRegistered, corporateNumber, establishmentAdded } from './client-story.fixture.ts';
import { client } from './client.ts';
import { registerClient } from './register-client.ts';

const command = {
  corporateNumber,
  name: '株式会社浜名精工',
  kana: 'ハマナセイコウ',
  industry: 'E' as const,
  capitalYen: 48_000_000,
  regularEmployees: 86,
  owner: { name: '浜名 宏', phone: '0530000000' },
  establishments: [{ name: '本社工場', address: '静岡県浜松市', prefecture: '22', insuranceNumber: '9922-100001-0' }],
};
const by = actor('nasilc.consultant');
const commandId = derivedId('a command');
const issuing = { by, commandId };

const registered = {
  corporateNumber,
  name: '株式会社浜名精工',
  kana: 'ハマナセイコウ',
  industry: 'E',
  capitalYen: 48_000_000,
  regularEmployees: 86,
  sizeBand: '51-100',
  isSme: true,
  owner: { name: '浜名 宏', phone: '0530000000', email: null },
  registeredBy: 'nasilc-consultant-1',
  registeredFor: 'nasilc-22',
};
const added = (index: number, fields: Partial<typeof establishmentAdded.data> = {}) =>
  EstablishmentAdded({
    establishmentId: derivedId(commandId, `establishment ${index}`),
    name: '本社工場',
    address: '静岡県浜松市',
    prefecture: '22',
    insuranceNumber: '9922-100001-0',
    ...fields,
  });

test('a company is registered under the id that its corporate number gives it', async () => {
  const [first, second] = await given()
    .when(registerClient, command, issuing)
    .thenFacts(ClientRegistered(registered), added(0));
  expect([first!.stream, second!.stream]).toEqual([`client-${clientId}`, `client-${clientId}`]);
  // Which prefecture it belongs to is known with its first establishment.
  expect([first!.metadata.prefecture, second!.metadata.prefecture]).toEqual([null, '22']);
  expect(first!.metadata).toMatchObject({
    $correlationId: clientId,
    consentIds: [],
    commandDigest: { subjectId: `client-${clientId}` },
  });
});

test('a sole proprietor has no number: the id is the command’s', async () => {
  const { corporateNumber: _, kana: __, industry: ___, capitalYen: ____, ...known } = command;
  const [event] = await given()
    .when(registerClient, { ...known, establishments: [{ name: '工房', prefecture: null }] }, issuing)
    .thenFacts(
      ClientRegistered({
        ...registered,
        corporateNumber: null,
        kana: null,
        industry: null,
        capitalYen: null,
        isSme: null,
      }),
      added(0, { name: '工房', address: null, prefecture: null, insuranceNumber: null }),
    );
  expect(event!.stream).toBe(`client-${derivedId(commandId, 'client')}`);
});

test('each establishment is a fact with an id of its own', () =>
  given()
    .when(
      registerClient,
      { ...command, establishments: [...command.establishments, { name: '磐田工場', prefecture: '23' }] },
      issuing,
    )
    .thenFacts(
      ClientRegistered(registered),
      added(0),
      added(1, { name: '磐田工場', address: null, prefecture: '23', insuranceNumber: null }),
    ));

test('a large company is no small or medium one', () =>
  given()
    .when(registerClient, { ...command, capitalYen: 3_000_000_001, regularEmployees: 1200 }, issuing)
    .thenFacts(
      ClientRegistered({
        ...registered,
        capitalYen: 3_000_000_001,
        regularEmployees: 1200,
        sizeBand: '301-',
        isSme: false,
      }),
      added(0),
    ));

test('an office registers for itself', () =>
  given()
    .when(registerClient, command, { by: actor('iesc.intake'), commandId })
    .thenFacts(ClientRegistered({ ...registered, registeredBy: 'iesc-intake-1', registeredFor: 'iesc-22' }), added(0)));

test('not twice: whoever comes second learns which one it is', () =>
  given(client, clientId, clientRegistered, establishmentAdded)
    .when(registerClient, command, { by: actor('iesc.advisor', 'iesc-23') })
    .thenRefused('CLIENT_ALREADY_REGISTERED', { id: clientId }));

test.each([0, 1, 2])('nor under a revision (%i), which nobody has seen of it: none is told', (expectedRevision) =>
  given(client, clientId, clientRegistered, establishmentAdded)
    .when(registerClient, command, { by: actor('iesc.advisor', 'iesc-23'), expectedRevision })
    .thenRefused('STALE_REVISION', {}),
);

test('not by an association', () =>
  given()
    .when(registerClient, command, { by: actor('nasilc.pref_liaison') })
    .thenRefused('ROLE_NOT_ALLOWED'));
