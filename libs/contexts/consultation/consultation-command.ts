import { IsFreeText, IsId, MayBeAbsent } from '#contexts/kernel';

/** A command on one grant consultation. */
export abstract class ConsultationCommand {
  @IsId() consultationId!: string;
}

/** A decision that no consultant is to be recommended. */
export abstract class WithoutRecommendation extends ConsultationCommand {
  @MayBeAbsent() @IsFreeText() note?: string;
}
