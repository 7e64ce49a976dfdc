import { IsCode } from '#contexts/kernel';

/** A command about an office. */
export abstract class OfficeCommand {
  @IsCode() officeId!: string;
}
