import { PersonalDataDisclosed } from '#events/consent';
import { actor, given } from '#contexts/testing';
import { clientId, consentExpired, consentGiven, consentId, consentWithdrawn } from './consent-story.fixture.ts';
import { consent } from './consent.ts';
import { recordDisclosure } from './record-disclosure.ts';

const subjectOf = '0b6c1d9e-43a1-4c57-9b1f-0000000000aa';
const command = {
  consentId,
  provider: 'nasilc-22',
  recipient: 'iesc-22',
  items: ['company_identity', 'contact'],
  subjectOf,
};
const by = actor('process');
const disclosed = (disclosedOn: string) =>
  PersonalDataDisclosed({
    provider: 'nasilc-22',
    recipient: 'iesc-22',
    items: ['company_identity', 'contact'],
    subjectOf,
    disclosedOn,
  });

test('what crossed over is recorded with the consent, in the consent’s family', async () => {
  const [event] = await given(consent, consentId, consentGiven)
    .when(recordDisclosure, command, { by, source: 'process', correlationId: subjectOf, causationId: 'the acceptance' })
    .thenFacts(disclosed('2025-11-06'));
  expect(event!.metadata).toMatchObject({
    $correlationId: consentId,
    $causationId: 'the acceptance',
    source: 'process',
    commandDigest: { subjectId: `client-${clientId}` },
  });
});

test('all that the consent names, where the command names nothing', () => {
  const { items: _, ...allItems } = command;
  return given(consent, consentId, consentGiven)
    .when(recordDisclosure, allItems, { by })
    .thenFacts(PersonalDataDisclosed({ ...disclosed('2025-11-06').data, items: consentGiven.data.items }));
});

test('on the day it is in Tokyo', () =>
  given(consent, consentId, consentGiven)
    .at('2025-11-06T15:00:00.000Z')
    .when(recordDisclosure, command, { by })
    .thenFacts(disclosed('2025-11-07')));

test('another one is another fact', () =>
  given(consent, consentId, consentGiven, disclosed('2025-11-05'))
    .when(recordDisclosure, command, { by })
    .thenFacts(disclosed('2025-11-06')));

test.each([
  ['withdrawn', consentWithdrawn],
  ['expired', consentExpired],
])('also where the consent is %s since: it had crossed over while it held', (_, ended) =>
  given(consent, consentId, consentGiven, ended)
    .when(recordDisclosure, command, { by })
    .thenFacts(disclosed('2025-11-06')),
);

test('not with a consent nobody gave', () => given().when(recordDisclosure, command, { by }).thenRefused('NOT_FOUND'));

test('not by a person', () =>
  given(consent, consentId, consentGiven)
    .when(recordDisclosure, command, { by: actor('nasilc.consultant') })
    .thenRefused('ROLE_NOT_ALLOWED'));
