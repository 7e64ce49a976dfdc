import { EstablishmentAdded } from '#events/client';
import { actor, given } from '#contexts/testing';
import { derivedId } from '#platform/decider';
import { addEstablishment } from './add-establishment.ts';
import { clientId, clientRegistered, establishmentAdded } from './client-story.fixture.ts';
import { client, MOST_ESTABLISHMENTS } from './client.ts';

const command = { clientId, name: '磐田工場', prefecture: '23' };
const by = actor('iesc.advisor');
const commandId = derivedId('a command');
const establishmentId = derivedId(commandId, 'establishment');

test('an establishment is added; the client still belongs to the prefecture of its first', async () => {
  const [event] = await given(client, clientId, clientRegistered, establishmentAdded)
    .when(addEstablishment, command, { by, commandId })
    .thenFacts(
      EstablishmentAdded({ establishmentId, name: '磐田工場', address: null, prefecture: '23', insuranceNumber: null }),
    );
  expect(event!.metadata.prefecture).toBe('22');
});

test('with address and number, where they are known, and without a prefecture where it is not', () =>
  given(client, clientId, clientRegistered)
    .when(
      addEstablishment,
      { clientId, name: '倉庫', address: '磐田市', prefecture: null, insuranceNumber: '9922-100002-0' },
      { by: actor('nasilc.consultant'), commandId },
    )
    .thenFacts(
      EstablishmentAdded({
        establishmentId,
        name: '倉庫',
        address: '磐田市',
        prefecture: null,
        insuranceNumber: '9922-100002-0',
      }),
    ));

test('up to 500, and no more', async () => {
  const adding = (there: number) =>
    given(client, clientId, clientRegistered, ...Array.from({ length: there }, () => establishmentAdded)).when(
      addEstablishment,
      command,
      { by, commandId },
    );
  expect(MOST_ESTABLISHMENTS).toBe(500);
  await adding(499).thenFacts(
    EstablishmentAdded({ establishmentId, name: '磐田工場', address: null, prefecture: '23', insuranceNumber: null }),
  );
  await adding(500).thenRefused('TOO_MANY_ESTABLISHMENTS');
});

test('not to a client nobody registered', () =>
  given().when(addEstablishment, command, { by }).thenRefused('NOT_FOUND'));

test('not by an association', () =>
  given(client, clientId, clientRegistered)
    .when(addEstablishment, command, { by: actor('nasilc.pref_liaison') })
    .thenRefused('ROLE_NOT_ALLOWED'));
