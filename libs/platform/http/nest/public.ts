import { SetMetadata } from '@nestjs/common';

/** Metadata key of {@link Public}. */
export const PUBLIC = 'tasuki:public';

/** Marks a controller or a route that is answered without signing in. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true);
