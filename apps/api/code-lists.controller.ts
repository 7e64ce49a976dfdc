import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiTags } from '@nestjs/swagger';
import { codeLists, type OfferedCodeList, type Policy } from '#contexts/agreement';
import { LoggedPolicyBook } from '#contexts/agreement-versions';
import type { Clock } from '#platform/clock';
import { Problem } from '#platform/http';
import { ApiProblem, ApiSignIn } from '#platform/http/nest';
import {
  dayOf,
  grantsOn,
  iescOffices,
  industries,
  nasilcBodies,
  prefectures,
  sizeBands,
  type Office,
} from '#reference-data';

/** Where the {@link Clock} is provided that says which version of the agreement is in force. */
export const CLOCK = Symbol('clock');

interface OfferedLists {
  readonly agreementVersion: string;
  readonly lists: readonly OfferedCodeList[];
}

/** Lists to choose from, in Japanese and English. */
@ApiTags('reference')
@ApiSignIn()
@Controller()
export class CodeListsController {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly policies: LoggedPolicyBook,
  ) {}

  @Get('code-lists')
  @ApiOperation({ summary: 'Code lists and reasons of a version of the agreement, and the reference data’s' })
  @ApiQuery({
    name: 'agreementVersion',
    required: false,
    description: 'By default the version in force, or the last that was',
  })
  @ApiProblem(404, 'UNKNOWN_AGREEMENT_VERSION: there is no such version')
  async lists(@Query('agreementVersion') version?: string): Promise<OfferedLists> {
    const policy = await (version === undefined ? this.policies.lastInForce(this.clock.now()) : this.#named(version));
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
        listOf('grants', { ja: '助成金', en: 'employment grants' }, grantsOn(dayOf(this.clock.now()))),
      ],
    };
  }

  async #named(version: string): Promise<Policy> {
    const policy = (await this.policies.all()).find((candidate) => candidate.version === version);
    if (policy === undefined) throw unknownVersion();
    return policy;
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
