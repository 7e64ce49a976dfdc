import { Body, Controller, Module, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { developmentUsers } from '#apps/api';
import { roles } from '#contexts/kernel';
import { AccessModule, CurrentActor, startDevelopmentIssuer, TokenVerifier } from '#platform/access/nest';
import type { Actor } from '#platform/event-store';
import { validateInput } from '#platform/http';
import { createHttpApplication, etagOf, HttpModule, IdempotencyKey, IfMatch } from '#platform/http/nest';
import { decisionNamed } from '../../decision-named.ts';

/**
 * What a command is compared with: the same application, sign-in, validation of the same class, headers and line of log,
 * and nothing else. It decides nothing, and stores nothing.
 */
const AUDIENCE = 'tasuki';

const { command: ReferClient } = decisionNamed('ReferClient');

@Controller('referrals')
class NoOpController {
  @Post()
  refer(
    @Body() body: unknown,
    @CurrentActor() { userId }: Actor,
    @IdempotencyKey() id: string,
    @IfMatch() _: number | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): object {
    validateInput(ReferClient, body);
    void reply.status(201).header('ETag', etagOf(0)).header('Location', `/referrals/${id}`);
    return { id, revision: 0, position: 1, events: [userId] };
  }
}

const issuer = await startDevelopmentIssuer({
  port: Number(process.env['DEVELOPMENT_ISSUER_PORT']),
  audience: AUDIENCE,
  users: developmentUsers,
});

@Module({
  imports: [
    HttpModule.forRoot({ useFactory: () => [] }),
    AccessModule.forRoot({
      useFactory: () => new TokenVerifier({ issuer: issuer.url, audience: AUDIENCE, roles }),
    }),
  ],
  controllers: [NoOpController],
})
class NoOpModule {}

const app = await createHttpApplication(NoOpModule);
await app.listen(Number(process.env['PORT']), '127.0.0.1');
process.stderr.write(`the no-op listens on ${await app.getUrl()}\n`);
