import { EstablishmentAdded } from '#events/client';
import { decision, IsId, officeStaff } from '#contexts/kernel';
import { client } from './client.ts';
import { EstablishmentInput } from './client-input.ts';

/** Adds an establishment to a client. */
export class AddEstablishment extends EstablishmentInput {
  @IsId() clientId!: string;
}

export const addEstablishment = decision(client, AddEstablishment, {
  by: ['nasilc.consultant', ...officeStaff],
  from: ['registered'],
  emits: [EstablishmentAdded],
  decide: ({ name, address, prefecture, insuranceNumber }, _, { derivedId }) => [
    EstablishmentAdded({
      establishmentId: derivedId('establishment'),
      name,
      address: address ?? null,
      prefecture: prefecture ?? null,
      insuranceNumber: insuranceNumber ?? null,
    }),
  ],
});
