import { EstablishmentAdded } from '#events/client';
import { decision, IsId, officeStaff } from '#contexts/kernel';
import { conflict } from '#platform/decider';
import { client, MOST_ESTABLISHMENTS } from './client.ts';
import { EstablishmentInput } from './client-input.ts';

/** Adds an establishment to a client. */
export class AddEstablishment extends EstablishmentInput {
  @IsId() clientId!: string;
}

export const addEstablishment = decision(client, AddEstablishment, {
  by: ['nasilc.consultant', ...officeStaff],
  from: ['registered'],
  emits: [EstablishmentAdded],
  decide: ({ name, address, prefecture, insuranceNumber }, { establishments }, { derivedId }) => {
    if (establishments.length >= MOST_ESTABLISHMENTS) throw tooMany();
    return [
      EstablishmentAdded({
        establishmentId: derivedId('establishment'),
        name,
        address: address ?? null,
        prefecture: prefecture ?? null,
        insuranceNumber: insuranceNumber ?? null,
      }),
    ];
  },
});

function tooMany() {
  return conflict('TOO_MANY_ESTABLISHMENTS', {
    en: `A client has ${MOST_ESTABLISHMENTS} establishments at most`,
    ja: `事業所は1社につき${MOST_ESTABLISHMENTS}件までです`,
  });
}
