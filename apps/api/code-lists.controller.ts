import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { codeLists, isAgreementVersion, policyInForce, policyOf, type OfferedCodeList } from '#contexts/agreement';
import type { Clock } from '#platform/clock';
import { ApiProblem, ApiSignIn, Problem } from '#platform/http';
import { iescOffices, industries, nasilcBodies, prefectures, sizeBands, type Office } from '#reference-data';

/** Where the {@link Clock} is provided that says which version of the agreement is in force. */
export const CLOCK = Symbol('clock');

/** Lists to choose from, in Japanese and English. */
@ApiTags('reference')
@ApiSignIn()
@Controller()
export class CodeListsController {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  @Get('code-lists')
  @ApiOperation({ summary: 'Code lists and reasons of a version of the agreement, and the reference data’s' })
  @ApiQuery({ name: 'agreementVersion', required: false, description: 'By default the version in force' })
  @ApiProblem(404, 'UNKNOWN_AGREEMENT_VERSION: there is no such version')
  lists(@Query('agreementVersion') version?: string): { agreementVersion: string; lists: readonly OfferedCodeList[] } {
    if (version !== undefined && !isAgreementVersion(version)) throw unknownVersion();
    const policy = version === undefined ? policyInForce(this.clock.now()) : policyOf(version);
    return {
      agreementVersion: policy.version,
      lists: [
        ...codeLists(policy),
        listOf('prefectures', { ja: '都道府県', en: 'prefectures' }, prefectures),
        listOf('sizeBands', { ja: '規模', en: 'size of the company' }, sizeBands),
        listOf(
          'industries',
          { ja: '業種', en: 'industries' },
          industries.map(({ division, labels }) => ({ code: division, labels })),
        ),
      ],
    };
  }

  @Get('offices')
  @ApiOperation({ summary: 'The 48 offices of IESC and the 48 bodies of NASILC' })
  offices(): { items: readonly Office[] } {
    return { items: [...iescOffices, ...nasilcBodies] };
  }
}

function listOf(
  name: string,
  labels: OfferedCodeList['labels'],
  codes: readonly OfferedCodeList['codes'][number][],
): OfferedCodeList {
  return { name, labels, codes: codes.map(({ code, labels: texts }) => ({ code, labels: texts })), sides: [] };
}

function unknownVersion(): Problem {
  return new Problem({
    status: 404,
    code: 'UNKNOWN_AGREEMENT_VERSION',
    detail: { en: 'There is no such version of the agreement', ja: '該当する協定の版がありません' },
  });
}
