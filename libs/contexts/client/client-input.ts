import { IsEmail } from 'class-validator';
import { IsEstablishmentNumber, IsFreeText, IsPhone, IsPrefecture, MayBeAbsent, MayBeUnknown } from '#contexts/kernel';

/** The person who speaks for the company. */
export class OwnerInput {
  @IsFreeText(100) name!: string;
  @MayBeAbsent() @IsPhone() phone?: string;
  @MayBeAbsent() @IsEmail() email?: string;
}

/** An establishment; a prefecture that is not known yet is null. */
export class EstablishmentInput {
  @IsFreeText(200) name!: string;
  @MayBeAbsent() @IsFreeText(300) address?: string;
  @MayBeUnknown() @IsPrefecture() prefecture!: string | null;
  @MayBeAbsent() @IsEstablishmentNumber() insuranceNumber?: string;
}
