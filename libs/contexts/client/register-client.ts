import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsInt, IsObject, Max, Min, ValidateNested } from 'class-validator';
import { ClientRegistered, EstablishmentAdded } from '#events/client';
import {
  decision,
  IsCorporateNumber,
  IsFreeText,
  IsIndustry,
  IsKana,
  MayBeAbsent,
  officeStaff,
} from '#contexts/kernel';
import { conflict } from '#platform/decider';
import { nasilcHeadquarters, sizeBandOf, smeStatus, type IndustryDivision } from '#reference-data';
import { client, clientIdOf } from './client.ts';
import { EstablishmentInput, OwnerInput } from './client-input.ts';

/** Enters a client company with its establishments. */
export class RegisterClient {
  /** 13 digits; absent for a sole proprietor, who has none. */
  @MayBeAbsent() @IsCorporateNumber() corporateNumber?: string;
  @IsFreeText(200) name!: string;
  @MayBeAbsent() @IsKana() kana?: string;
  @MayBeAbsent() @IsIndustry() industry?: IndustryDivision;
  /** Yen; absent where there is no capital. */
  @MayBeAbsent() @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) capitalYen?: number;
  @IsInt() @Min(0) @Max(10_000_000) regularEmployees!: number;
  @IsObject() @ValidateNested() @Type(() => OwnerInput) owner!: OwnerInput;
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => EstablishmentInput)
  establishments!: EstablishmentInput[];
}

export const registerClient = decision(client, RegisterClient, {
  by: ['nasilc.consultant', ...officeStaff],
  from: ['none', 'registered'],
  emits: [ClientRegistered, EstablishmentAdded],
  // Nobody's in particular: what a caller may see of it is the matter of the read models.
  openToAll: true,
  idOf: ({ corporateNumber }) => (corporateNumber === undefined ? undefined : clientIdOf(corporateNumber)),
  decide: (command, state, { actor, derivedId }) => {
    if (state.stage === 'registered') throw alreadyRegistered(state.clientId);
    const { industry, regularEmployees, owner } = command;
    const capitalYen = command.capitalYen ?? null;
    return [
      ClientRegistered({
        corporateNumber: command.corporateNumber ?? null,
        name: command.name,
        kana: command.kana ?? null,
        industry: industry ?? null,
        capitalYen,
        regularEmployees,
        sizeBand: sizeBandOf(regularEmployees),
        isSme: industry === undefined ? null : smeStatus({ industry, capitalYen, regularEmployees }).sme,
        owner: { name: owner.name, phone: owner.phone ?? null, email: owner.email ?? null },
        registeredBy: actor.userId,
        registeredFor: actor.officeId ?? nasilcHeadquarters.id,
      }),
      ...command.establishments.map((establishment, index) =>
        EstablishmentAdded({
          establishmentId: derivedId(`establishment ${index}`),
          name: establishment.name,
          address: establishment.address ?? null,
          prefecture: establishment.prefecture ?? null,
          insuranceNumber: establishment.insuranceNumber ?? null,
        }),
      ),
    ];
  },
});

function alreadyRegistered(id: string) {
  return conflict(
    'CLIENT_ALREADY_REGISTERED',
    { en: 'A client with this corporate number is registered', ja: 'この法人番号の企業は登録済みです' },
    id,
  );
}
