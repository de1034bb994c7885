// Where Prisma finds the schema. It is used to generate the client only; migrations are run by the hub itself (src/store/migrate.ts).
import { defineConfig } from 'prisma/config';

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
});
