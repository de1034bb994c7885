// Where the hub's database comes from: the operator's server, or the embedded one of the data folder.
import { startEmbedded } from './embedded.ts';

export interface DatabaseSource {
  readonly url: string;
  readonly ownerUrl: string;
  /** The runtime role, to be given its grants after migrating; undefined when it is the owner itself and can do all. */
  readonly appRole: string | undefined;
  /** Call it after the pools are closed. */
  stop(): Promise<void>;
}

export interface DatabaseSettings {
  readonly databaseUrl: string | null;
  readonly databaseOwnerUrl: string | null;
  readonly dataDir: string;
  readonly embeddedPort: number;
}

/** The URLs to make pools from; starts or joins the embedded server when no URL is configured. */
export async function openDatabase(settings: DatabaseSettings): Promise<DatabaseSource> {
  if (settings.databaseUrl === null) {
    const server = await startEmbedded({ dataDir: settings.dataDir, port: settings.embeddedPort });
    return { url: server.url, ownerUrl: server.ownerUrl, appRole: roleOf(server.url), stop: () => server.stop() };
  }
  const url = settings.databaseUrl;
  const ownerUrl = settings.databaseOwnerUrl ?? url;
  const appRole = roleOf(url) === roleOf(ownerUrl) ? undefined : roleOf(url);
  return { url, ownerUrl, appRole, stop: async () => {} };
}

function roleOf(url: string): string {
  return decodeURIComponent(new URL(url).username);
}
