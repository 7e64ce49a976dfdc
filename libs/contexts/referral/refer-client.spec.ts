import { ClientRegistered, EstablishmentAdded } from '#events/client';
import { ConsentGiven } from '#events/consent';
import { ConsultantRegistered, ConsultantVerified, OfficeCalendarSet } from '#events/directory';
import { ClientReferred } from '#events/referral';
import { client } from '#contexts/client';
import { consent } from '#contexts/consent';
import { consultant, consultantIdOf, earlierConsultantIdOf, office, officeStreamIdOf } from '#contexts/directory';
import { actor, given } from '#contexts/testing';
import { derivedId } from '#platform/decider';
import { exampleOf } from '#platform/event-schema';
import { referClient } from './refer-client.ts';
import { clientId, consentGiven, consentId, consultantId, referralId, until } from './referral-story.fixture.ts';
import { referral } from './referral.ts';

const establishmentId = '0b6c1d9e-43a1-4c57-9b1f-000000000004';
const unplaced = '0b6c1d9e-43a1-4c57-9b1f-000000000005';
const directoryId = consultantIdOf(consultantId, 'nasilc-22');
const earlierId = earlierConsultantIdOf(consultantId);
const registered = ConsultantRegistered({ ...exampleOf(ConsultantRegistered).data, userId: consultantId });
const verified = exampleOf(ConsultantVerified);
const elsewhereId = consultantIdOf(consultantId, 'nasilc-13');
const elsewhere = ConsultantRegistered({ ...registered.data, associationId: 'nasilc-13' });
const establishment = exampleOf(EstablishmentAdded);

const command = {
  referralId,
  clientId,
  establishmentId,
  consentId,
  circumstances: ['TEMPORARY_OVERSTAFFING', 'LAYOFF'],
  backgrounds: ['orders'],
  urgency: 'urgent',
  ownersWish: '雇用を維持したい',
};
const by = actor('nasilc.consultant');

const active = given(consultant, directoryId, registered, verified);
const withClient = active.and(
  client,
  clientId,
  exampleOf(ClientRegistered),
  establishment,
  EstablishmentAdded({ ...establishment.data, establishmentId: unplaced, prefecture: null }),
);
const ready = withClient.and(consent, consentId, consentGiven);
const consentWith = (terms: Partial<typeof consentGiven.data>) =>
  withClient.and(consent, consentId, ConsentGiven({ ...consentGiven.data, ...terms }));

const referred = {
  clientId,
  consultantId,
  associationId: 'nasilc-22',
  consentId,
  circumstances: ['TEMPORARY_OVERSTAFFING', 'LAYOFF'],
  backgrounds: ['orders'],
  backgroundText: null,
  urgency: 'urgent',
  ownersWish: '雇用を維持したい',
  officeId: 'iesc-22',
  prefecture: '22',
  industry: 'E',
  sizeBand: '51-100',
  acknowledgeBy: '2025-11-07T14:59:59.999Z',
};

test('a client is referred to the office of the establishment’s prefecture, which has one business day', async () => {
  const [event] = await ready.when(referClient, command, { by }).thenFacts(ClientReferred(referred));
  expect(event).toMatchObject({
    stream: `referral-${referralId}`,
    metadata: {
      consentIds: [consentId],
      prefecture: '22',
      streamsRead: {
        [`consultant-${directoryId}`]: 1,
        [`consultant-${earlierId}`]: -1,
        [`client-${clientId}`]: 2,
        [`consent-${consentId}`]: 0,
        [`office-${officeStreamIdOf('iesc-22')}`]: -1,
      },
      $correlationId: referralId,
      commandDigest: { subjectId: `client-${clientId}` },
    },
  });
});

test.each([
  ['stands in the directory from when the sign-in was the key', earlierId, registered],
  ['is entered by another association too', elsewhereId, elsewhere],
])('also by a consultant who %s: the association is their own', (_, entryId, entry) => {
  const story = entryId === earlierId ? given() : given(consultant, directoryId, registered, verified);
  return story
    .and(consultant, entryId, entry, verified)
    .and(client, clientId, exampleOf(ClientRegistered), establishment)
    .and(consent, consentId, consentGiven)
    .when(referClient, command, { by })
    .thenFacts(ClientReferred(referred));
});

test('without an id of its own it gets one of the command', async () => {
  const { referralId: _, ...unnamed } = command;
  const commandId = derivedId('a command');
  const [event] = await ready.when(referClient, unnamed, { by, commandId }).thenFacts(ClientReferred(referred));
  const id = derivedId(commandId, 'referral');
  expect(event).toMatchObject({ stream: `referral-${id}`, metadata: { $correlationId: id } });
});

test('an establishment in a prefecture not known yet goes to headquarters’ triage', async () => {
  const [event] = await ready
    .when(referClient, { ...command, establishmentId: unplaced }, { by })
    .thenFacts(ClientReferred({ ...referred, officeId: null, prefecture: null }));
  expect(event!.metadata.prefecture).toBeNull();
});

test('OTHER goes with a text', async () => {
  const other = { ...command, circumstances: ['OTHER'] };
  await ready.when(referClient, other, { by }).thenRefused('TEXT_REQUIRED', { path: 'backgroundText' });
  await ready
    .when(referClient, { ...other, backgroundText: '工場の移転' }, { by })
    .thenFacts(ClientReferred({ ...referred, circumstances: ['OTHER'], backgroundText: '工場の移転' }));
});

test.each([
  ['who is not in the directory', given()],
  ['whose registration was not checked yet', given(consultant, directoryId, registered)],
  ['whom only another association has in its directory', given(consultant, elsewhereId, elsewhere, verified)],
  ['whom another association entered when the sign-in was the key', given(consultant, earlierId, elsewhere, verified)],
])('not by a consultant %s', (_, story) =>
  story
    .and(client, clientId, exampleOf(ClientRegistered), establishment)
    .and(consent, consentId, consentGiven)
    .when(referClient, command, { by })
    .thenRefused('CONSULTANT_NOT_ACTIVE'),
);

test('not a client nobody registered', () =>
  active
    .and(consent, consentId, consentGiven)
    .when(referClient, command, { by })
    .thenRefused('UNKNOWN_CLIENT', { path: 'clientId' }));

test('not at an establishment the client does not have', () =>
  ready
    .when(referClient, { ...command, establishmentId: clientId }, { by })
    .thenRefused('UNKNOWN_ESTABLISHMENT', { path: 'establishmentId' }));

test.each([
  ['was given for another purpose', consentWith({ purpose: 'support' })],
  ['is towards another recipient', consentWith({ recipients: ['association'] })],
  ['is another client’s', consentWith({ clientId: referralId })],
  ['does not hold yet', consentWith({ from: '2025-11-07' })],
  ['has ended', consentWith({ until: '2025-11-05' })],
])('not when the consent %s', (_, story) =>
  story.when(referClient, command, { by }).thenRefused('CONSENT_DOES_NOT_COVER', { path: 'consentId' }),
);

test.each([
  ['was never recorded', withClient],
  ['was recorded by another consultant', consentWith({ recordedBy: 'consultant-22-2' })],
])('not found when the consent %s', (_, story) => story.when(referClient, command, { by }).thenRefused('NOT_FOUND'));

test.each([
  ['circumstance', { circumstances: ['LAYOFF', 'SECONDMENT_HOST'] }, 'circumstances[1]'],
  ['background', { backgrounds: ['weather'] }, 'backgrounds[0]'],
  ['urgency', { urgency: 'whenever' }, 'urgency'],
])('not with a %s the agreement does not know', (_, change, path) =>
  ready.when(referClient, { ...command, ...change }, { by }).thenRefused('UNKNOWN_CODE', { path }),
);

test('not under an id that a referral has already', () =>
  ready
    .and(referral, referralId, ...until.submitted)
    .when(referClient, command, { by })
    .thenRefused('NOT_ALLOWED', { currentStage: 'submitted', availableActions: ['WithdrawReferral'] }));

test('nor one that is another’s: of it the caller learns nothing', () =>
  ready
    .and(referral, referralId, ClientReferred({ ...referred, consultantId: 'consultant-22-2' }))
    .when(referClient, command, { by })
    .thenRefused('NOT_FOUND'));

test('not by an association', () =>
  ready.when(referClient, command, { by: actor('nasilc.pref_liaison') }).thenRefused('ROLE_NOT_ALLOWED'));

test('its time is that of the office of the establishment’s prefecture, or of headquarters', async () => {
  await ready
    .and(
      office,
      officeStreamIdOf('iesc-22'),
      OfficeCalendarSet({ officeId: 'iesc-22', closures: ['2025-11-07'], cutOffHour: 17 }),
    )
    .when(referClient, command, { by })
    .thenFacts(ClientReferred({ ...referred, acknowledgeBy: '2025-11-10T14:59:59.999Z' }));
  await ready
    .and(
      office,
      officeStreamIdOf('iesc-hq'),
      OfficeCalendarSet({ officeId: 'iesc-hq', closures: ['2025-11-07'], cutOffHour: 17 }),
    )
    .when(referClient, { ...command, establishmentId: unplaced }, { by })
    .thenFacts(
      ClientReferred({ ...referred, officeId: null, prefecture: null, acknowledgeBy: '2025-11-10T14:59:59.999Z' }),
    );
});
