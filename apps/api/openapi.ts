import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { systemClock } from '#platform/clock';
import { Metrics } from '#platform/metrics';
import { ApiModule, type ApiParts } from './api.module.ts';

/** The OpenAPI document of the service, generated from commands and read models. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const description = new DocumentBuilder()
    .setTitle('Tasuki')
    .setDescription('Case management shared by IESC and NASILC: commands, read models, audit.')
    .setVersion('1')
    .addBearerAuth()
    .build();
  return SwaggerModule.createDocument(app, description);
}

/** The same of a service that is not started: nothing in it is made, so nothing of what it stands on has to be there. */
export async function openApiDocumentUnstarted(): Promise<OpenAPIObject> {
  const parts = { clock: systemClock, metrics: new Metrics(), tokens: { issuer: '', audience: '' } } as ApiParts;
  const app = await NestFactory.create(ApiModule.forRoot(parts), new FastifyAdapter(), {
    preview: true,
    logger: false,
  });
  return openApiDocument(app);
}
