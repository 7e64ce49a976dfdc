import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { inputSchema } from './input-schema.ts';

const IsDay = () =>
  ValidateBy({ name: 'isDay', validator: { validate: () => true } }, { context: { schema: { format: 'date' } } });
const MayBeAbsent = () => ValidateIf((_, value) => value !== undefined);

class PersonInput {
  @Length(1, 100) name!: string;
}
abstract class CaseCommand {
  @Matches(/^c-/) caseId!: string;
}
class Everything extends CaseCommand {
  @IsInt() @Min(0) @Max(9) count!: number;
  @IsBoolean() isUrgent!: boolean;
  @IsIn(['a', 'b']) side!: string;
  @IsDay() on!: string;
  @MayBeAbsent() @Length(1, 5) note?: string;
  @IsOptional() @Matches(/^\d+$/) prefecture!: string | null;
  @ArrayMinSize(1) @ArrayMaxSize(3) @Matches(/^x$/, { each: true }) codes!: string[];
  @IsObject() @ValidateNested() @Type(() => PersonInput) owner!: PersonInput;
  @IsArray() @ValidateNested({ each: true }) @Type(() => PersonInput) persons!: PersonInput[];
}

const person = {
  type: 'object',
  properties: { name: { type: 'string', minLength: 1, maxLength: 100 } },
  required: ['name'],
  additionalProperties: false,
};

test('an input is described as its class checks it, without what stands in the path', () => {
  const { properties, required, additionalProperties } = inputSchema(Everything, ['caseId']);
  expect(properties).toEqual({
    count: { type: 'integer', minimum: 0, maximum: 9 },
    isUrgent: { type: 'boolean' },
    side: { enum: ['a', 'b'] },
    on: { type: 'string', format: 'date' },
    note: { type: 'string', minLength: 1, maxLength: 5 },
    prefecture: { type: 'string', pattern: '^\\d+$', nullable: true },
    codes: { type: 'array', items: { type: 'string', pattern: '^x$' }, minItems: 1, maxItems: 3 },
    owner: person,
    persons: { type: 'array', items: person },
  });
  expect((required as string[]).toSorted()).toEqual(['codes', 'count', 'isUrgent', 'on', 'owner', 'persons', 'side']);
  expect(additionalProperties).toBe(false);
});

test('what is inherited is described too', () => {
  expect(inputSchema(Everything)['properties']).toMatchObject({ caseId: { type: 'string', pattern: '^c-' } });
});
