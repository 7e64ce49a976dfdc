import { IsId } from '#contexts/kernel';

/** A command on one support case. */
export abstract class SupportCaseCommand {
  @IsId() caseId!: string;
}
